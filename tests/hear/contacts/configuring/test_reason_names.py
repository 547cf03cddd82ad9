"""What a desk's reasons are called in visitors' languages."""

import pytest
from django.urls import reverse
from tests.factories.accounts import UserFactory, user_with
from tests.factories.contacts import DeskFactory, DeskReasonFactory

from hundra.core.accounts.models import Role
from hundra.hear.contacts.errors import InvalidError
from hundra.hear.contacts.forms.writing_in import reason_name
from hundra.hear.contacts.services.configuring import name_reasons

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return DeskFactory(languages=["sv", "en", "ar"])


@pytest.fixture
def parking(desk):
    return DeskReasonFactory(desk=desk, reason__name="Parkering", names={"en": "Parking"})


@pytest.fixture
def boss(desk):
    return user_with(Role.MANAGER, desk.unit)


def address(desk, language):
    return reverse("desk_reason_names", args=[desk.slug, language])


def test_a_name_is_added_and_others_stay(desk, parking, boss):
    changed = name_reasons(by=boss, desk=desk, language="ar", names={parking.pk: " موقف  سيارات "})
    parking.refresh_from_db()

    assert changed == 1
    assert parking.names == {"en": "Parking", "ar": "موقف سيارات"}
    assert reason_name(parking, "ar") == "موقف سيارات"


def test_an_emptied_name_gives_back_the_reasons_own(desk, parking, boss):
    name_reasons(by=boss, desk=desk, language="en", names={parking.pk: ""})
    parking.refresh_from_db()

    assert (parking.names, reason_name(parking, "en")) == ({}, "Parkering")


def test_what_is_the_same_is_not_written_again(desk, parking, boss):
    assert name_reasons(by=boss, desk=desk, language="en", names={parking.pk: "Parking"}) == 0


def test_another_desks_reason_is_left_alone(desk, boss):
    other = DeskReasonFactory(names={})
    name_reasons(by=boss, desk=desk, language="en", names={other.pk: "Taken"})
    other.refresh_from_db()

    assert other.names == {}


def test_a_language_that_the_desk_has_not_is_refused(desk, parking, boss):
    with pytest.raises(InvalidError):
        name_reasons(by=boss, desk=desk, language="fi", names={parking.pk: "Pysäköinti"})


def test_the_page_has_a_field_for_each_reason_in_the_languages_direction(
    client, desk, parking, boss
):
    client.force_login(boss)
    page = client.get(address(desk, "ar")).content.decode()
    answer = client.post(address(desk, "ar"), {f"reason-{parking.pk}": "موقف"})
    parking.refresh_from_db()

    assert 'lang="ar" dir="rtl"' in page
    assert answer["Location"] == reverse("desk_reasons", args=[desk.slug])
    assert parking.names["ar"] == "موقف"


def test_too_long_a_name_is_told_and_kept_in_the_form(client, desk, parking, boss):
    client.force_login(boss)
    answer = client.post(address(desk, "en"), {f"reason-{parking.pk}": "x" * 61})

    assert answer.status_code == 422
    assert "x" * 61 in answer.content.decode()


def test_unknown_languages_and_outsiders_are_turned_away(client, desk, parking, boss):
    client.force_login(boss)
    assert client.get(address(desk, "fi")).status_code == 404
    for user in (UserFactory(), user_with(Role.MANAGER, DeskFactory().unit)):
        client.force_login(user)
        assert client.get(address(desk, "en")).status_code == 403
