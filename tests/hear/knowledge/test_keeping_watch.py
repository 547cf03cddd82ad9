"""What the nights do: reminders, and links followed to see whether they lead on."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.factories.accounts import user_with
from tests.factories.knowledge import published_article
from tests.factories.organisation import EmploymentFactory, PersonFactory, UnitFactory

from hundra.core.accounts.models import Role
from hundra.core.messages.models import Message
from hundra.hear.knowledge.following import Followed, Outcome
from hundra.hear.knowledge.models import CheckedLink
from hundra.hear.knowledge.queries import editing
from hundra.hear.knowledge.services import checking, reminding

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 2)
DAY = dt.timedelta(days=1)


def due(**fields: object):
    return published_article(review_on=TODAY, expires_on=TODAY + 60 * DAY, **fields)


def told() -> list[str]:
    return sorted(Message.objects.values_list("recipient", flat=True))


def test_the_responsible_person_is_told_once_and_again_two_weeks_before():
    person = EmploymentFactory(starts_on=dt.date(2020, 1, 1)).person
    person.email = "ansvarig@granby.example"
    person.save()
    due(responsible=person)
    due(responsible=person)

    for day in range(60):
        reminding.remind(TODAY + day * DAY)

    assert told() == ["ansvarig@granby.example"] * 2


def test_without_a_responsible_person_the_nearest_editors_are_told():
    top = UnitFactory()
    unit = UnitFactory(parent=top)
    above, near = user_with(Role.EDITOR, top), user_with(Role.EDITOR, unit)
    due(owner_unit=unit)
    left = PersonFactory(email="slutat@granby.example")
    due(owner_unit=top, responsible=left)

    reminding.remind(TODAY)

    assert told() == sorted([above.email, near.email])


def test_nothing_is_said_of_what_is_withdrawn_not_due_or_gone():
    unit = UnitFactory()
    user_with(Role.EDITOR, unit)
    due(owner_unit=unit, state="withdrawn", withdrawal_reason="Nej")
    published_article(owner_unit=unit, review_on=TODAY + DAY)
    published_article(owner_unit=unit, review_on=TODAY - 90 * DAY, expires_on=TODAY - DAY)

    assert reminding.remind(TODAY) == 0


LINKS = [{"kind": "page", "label": "Mer", "url": "https://e.example/mer"}]


def test_links_of_shown_articles_are_collected_by_host():
    article = published_article(links=LINKS, body="[Två](https://e.example/tva) [a](/hjalp/)")
    published_article(body="[Tre](http://annan.example/) [Ring](tel:112)", state="in_use")
    CheckedLink.objects.create(url="https://glomd.example/")

    groups = checking.collect_links()

    urls = dict(CheckedLink.objects.values_list("pk", "url"))
    assert sorted(sorted(urls[pk] for pk in group) for group in groups) == [
        ["http://annan.example/"],
        ["https://e.example/mer", "https://e.example/tva"],
    ]
    assert set(article.checked_links.values_list("url", flat=True)) == {
        "https://e.example/mer",
        "https://e.example/tva",
    }


def test_a_link_is_broken_after_three_failures_in_a_row_and_whole_after_one_success():
    unit = UnitFactory()
    user = user_with(Role.EDITOR, unit)
    article = published_article(owner_unit=unit, links=LINKS)
    (numbers,) = checking.collect_links()
    pauses: list[float] = []

    def check(found: Followed) -> None:
        checking.check_links(numbers, follow=lambda url: found, pause=pauses.append)

    for _ in range(2):
        check(Followed(Outcome.BROKEN, status=404))
    assert not editing.work_list(user, "broken").exists()

    check(Followed(Outcome.BROKEN, status=404))
    assert list(editing.work_list(user, "broken")) == [article]
    assert editing.broken_links(article).get().status == "404"

    check(Followed(Outcome.WORKS, status=200))
    assert not editing.work_list(user, "broken").exists()
    assert pauses == []


def test_links_inside_our_own_net_are_neither_whole_nor_broken():
    published_article(links=LINKS)
    (numbers,) = checking.collect_links()

    checking.check_links(numbers, follow=lambda url: Followed(Outcome.NOT_PUBLIC))

    link = CheckedLink.objects.get()
    assert (link.works, link.failures, link.checked_at is not None) == (None, 0, True)
    assert link.checked_at <= timezone.now()
