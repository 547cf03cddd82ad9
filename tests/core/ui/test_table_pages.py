"""Pages of long lists, counted from the nearer end."""

import pytest
from django.core.paginator import Paginator
from tests.factories.accounts import UserFactory

from hundra.core.accounts.models import User
from hundra.core.ui.tables.pages import pages_of

SIZE = 3


@pytest.fixture
def staff(db):
    return [UserFactory(name=name) for name in "BABCABDAEAB"]  # Eleven, many with the same name.


@pytest.mark.parametrize("order", [("name", "pk"), ("-name", "pk"), ("-joined_at", "-pk")])
def test_pages_from_the_end_hold_what_pages_from_the_start_do(staff, order):
    rows = User.objects.order_by(*order)
    plain, ours = Paginator(rows, SIZE), pages_of(rows, SIZE)
    for number in plain.page_range:
        assert list(ours.get_page(number)) == list(plain.get_page(number))
    assert list(ours.get_page(99)) == list(plain.get_page(99))
    assert len(ours.get_page(4)) == 2


def test_every_page_takes_three_queries(staff, django_assert_num_queries):
    for number in (1, 4):
        with django_assert_num_queries(3):
            list(pages_of(User.objects.order_by("name", "pk"), SIZE).get_page(number))


def test_lists_and_rows_that_are_no_records_are_paged_as_they_are(staff):
    assert list(pages_of(list("abcd"), SIZE).get_page(2)) == ["d"]
    values = User.objects.order_by("pk").values_list("name", flat=True)
    assert list(pages_of(values, SIZE).get_page(1)) == ["B", "A", "B"]
    assert list(pages_of(User.objects.none().order_by("pk"), SIZE).get_page(1)) == []
