"""Bulk loading leaves the same traces as the services: entries, followers, links and history."""

from datetime import timedelta
from random import Random

import pytest
from django.db.models import Count, F, Q
from django.utils import timezone
from tests.factories.accounts import user_with
from tests.factories.improvements import ImprovementFactory, ProgrammeFactory
from tests.factories.organisation import UnitFactory

from hundra.config.demo.bulk import bulk_improvements, bulk_suggestions
from hundra.core.accounts.models import Role
from hundra.core.audit.queries import trail
from hundra.hear.suggestions.models import Entry, EntryKind, Follower, Suggestion, SuggestionState
from hundra.improve.improvements.models import Answers, Improvement

pytestmark = pytest.mark.django_db
COUNT = 1_000
FOR_BENCHES = 36


@pytest.fixture
def sorter():
    unit = UnitFactory()
    long_ago = timezone.now() - timedelta(days=30)
    ImprovementFactory(
        delivered=True,
        number=FOR_BENCHES,
        stamped_at=long_ago,
        delivered_on=long_ago.date() + timedelta(days=9),
    )
    return user_with(Role.COMMUNICATOR, unit)


@pytest.fixture
def suggestions(sorter):
    bulk_suggestions(COUNT, rng=Random(1))
    return Suggestion.objects.order_by("pk")


def test_every_suggestion_has_what_its_state_says(suggestions):
    assert suggestions.count() == COUNT
    assert {one.state for one in suggestions} == set(SuggestionState) - {SuggestionState.PLANNED}
    kinds = EntryKind
    counted = suggestions.annotate(
        replies=Count("entries", filter=Q(entries__kind=kinds.REPLY)),
        questions=Count("entries", filter=Q(entries__kind=kinds.QUESTION)),
        steps=Count("entries", filter=Q(entries__kind=kinds.STEP)),
    )
    assert set(counted.values_list("state", "replies", "questions", "steps").distinct()) == {
        ("new", 0, 0, 1),
        ("asked", 0, 1, 1),
        ("accepted", 1, 0, 3),
        ("declined", 1, 0, 2),
        ("joined", 0, 0, 2),
        ("delivered", 1, 0, 5),
    }
    assert not suggestions.filter(replied_at=None, state__in=["accepted", "declined"]).exists()


def test_they_come_in_the_order_of_their_numbers_and_nothing_is_later_than_now(suggestions):
    received = list(suggestions.values_list("received_at", flat=True))
    assert received == sorted(received)
    assert not Entry.objects.filter(written_at__gt=timezone.now()).exists()
    assert not Entry.objects.filter(written_at__lt=F("suggestion__received_at")).exists()


def test_a_joined_one_leads_to_an_earlier_that_stands_and_its_proposer_follows_that(suggestions):
    joined = suggestions.filter(state="joined")
    assert not joined.exclude(duplicate_of__state="accepted").exists()
    assert not joined.filter(duplicate_of__pk__gte=F("pk")).exists()
    moved = Follower.objects.exclude(via=None)
    assert set(moved.values_list("via", "suggestion")) == set(
        joined.values_list("pk", "duplicate_of")
    )
    assert Follower.objects.count() == COUNT


def test_a_delivered_one_is_answered_by_the_improvement_that_is_about_the_same(suggestions):
    links = Answers.objects.filter(suggestion__state="delivered")
    assert links.count() == Answers.objects.count() == suggestions.filter(state="delivered").count()
    assert set(links.values_list("improvement__number", "suggestion__public_title")) == {
        (FOR_BENCHES, "Bänk vid busshållplatsen"),
        (FOR_BENCHES, "Skuggiga bänkar"),
    }


def test_the_history_tells_what_happened_when_and_by_whom(suggestions, sorter):
    declined = suggestions.filter(state="declined").first()
    entries = list(declined.entries.order_by("pk"))
    steps = [(step.kind, step.at, step.who) for step in trail(declined)]
    assert steps == [
        ("update", entries[-1].written_at, sorter.name),
        ("insert", declined.received_at, steps[-1][2]),
    ]
    assert steps[-1][2] != sorter.name
    changes = {change.field: change.after for change in trail(declined)[0].changes}
    assert "Avböjt" in changes.values() or "Avböjd" in changes.values(), changes
    with_entries = [step.at for step in trail(declined, related=["entries"])]
    assert sorted(with_entries) == sorted(
        [declined.received_at, entries[-1].written_at, *(one.written_at for one in entries)]
    )


def test_improvements_get_the_numbers_after_the_last_and_a_history():
    programme = ProgrammeFactory(last_number=53)
    UnitFactory()
    bulk_improvements(programme, 10, rng=Random(1))
    programme.refresh_from_db()
    made = list(Improvement.objects.order_by("number"))
    assert [one.number for one in made] == list(range(54, 64))
    assert programme.last_number == 63
    assert [(step.kind, step.at) for step in trail(made[0])] == [("insert", made[0].stamped_at)]
