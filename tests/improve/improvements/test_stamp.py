"""The stamp: every criterion by two people, then the programme's next number."""

import pytest
from django.db import DatabaseError, transaction
from tests.factories.accounts import UserFactory
from tests.factories.improvements import CriterionFactory, ImprovementFactory, ProgrammeFactory

from hundra.improve.improvements import announcements, services
from hundra.improve.improvements.announcements import Occasion
from hundra.improve.improvements.models import Improvement, ImprovementState


def test_gives_the_next_number(programme, tick_all, people):
    numbers = []
    for _ in range(3):
        improvement = ImprovementFactory(programme=programme, planned=True)
        tick_all(improvement)
        numbers.append(services.stamp(improvement=improvement, by=people[0]).number)

    programme.refresh_from_db()
    assert numbers == [1, 2, 3]
    assert programme.last_number == 3


def test_sets_state_and_time(ready, people):
    services.stamp(improvement=ready, by=people[0])

    ready.refresh_from_db()
    assert ready.state == ImprovementState.STAMPED
    assert ready.stamped_at is not None


def test_numbers_run_by_programme(ready, tick_all, people):
    other = ProgrammeFactory()
    CriterionFactory(programme=other)
    improvement = ImprovementFactory(programme=other, planned=True)
    tick_all(improvement)

    services.stamp(improvement=ready, by=people[0])
    services.stamp(improvement=improvement, by=people[0])

    assert (ready.number, improvement.number) == (1, 1)


def test_lists_exactly_what_is_missing(programme, people):
    improvement = ImprovementFactory(
        programme=programme, planned=True, summary="", measure=" ", owner_unit=None
    )
    first, second = programme.criteria.all()
    services.tick(improvement=improvement, criterion=first, by=people[0])
    services.tick(improvement=improvement, criterion=first, by=people[1])
    services.tick(improvement=improvement, criterion=second, by=people[0])

    with pytest.raises(services.NotReadyError) as refusal:
        services.stamp(improvement=improvement, by=people[0])

    assert refusal.value.missing == (
        "”I korthet” är inte ifyllt.",
        "”Ansvarig enhet” är inte ifyllt.",
        "”Vad som ska mätas” är inte ifyllt.",
        "”Det är klart för vem” behöver ett kryss till, av någon annan.",
    )


def test_the_same_person_twice_is_one_person(programme, tick_all, people):
    improvement = ImprovementFactory(programme=programme, planned=True)
    tick_all(improvement, by=[people[0], people[0]])

    with pytest.raises(services.NotReadyError):
        services.stamp(improvement=improvement, by=people[0])


def test_one_word_each_on_different_criteria_is_not_enough(programme, people):
    improvement = ImprovementFactory(programme=programme, planned=True)
    for criterion, person in zip(programme.criteria.all(), people[:2], strict=True):
        services.tick(improvement=improvement, criterion=criterion, by=person)

    with pytest.raises(services.NotReadyError) as refusal:
        services.stamp(improvement=improvement, by=people[0])

    assert len(refusal.value.missing) == 2


def test_different_pairs_may_tick_different_criteria(programme, people):
    improvement = ImprovementFactory(programme=programme, planned=True)
    first, second = programme.criteria.all()
    for criterion, pair in ((first, people[:2]), (second, people[1:])):
        for person in pair:
            services.tick(improvement=improvement, criterion=criterion, by=person)

    assert services.stamp(improvement=improvement, by=people[0]).number == 1


def test_a_retired_criterion_is_not_asked_for(programme, people):
    improvement = ImprovementFactory(programme=programme, planned=True)
    first, second = programme.criteria.all()
    services.retire_criterion(criterion=second, by=people[0])
    for person in people[:2]:
        services.tick(improvement=improvement, criterion=first, by=person)

    assert services.stamp(improvement=improvement, by=people[0]).number == 1


def test_an_empty_checklist_stamps_nothing(people):
    improvement = ImprovementFactory(planned=True)

    with pytest.raises(services.NotReadyError) as refusal:
        services.stamp(improvement=improvement, by=people[0])

    assert refusal.value.missing == ("Programmets checklista är tom.",)


def test_an_idea_must_be_planned_first(programme, tick_all, people):
    idea = ImprovementFactory(programme=programme)
    tick_all(idea)

    with pytest.raises(services.StepNotOpenError):
        services.stamp(improvement=idea, by=people[0])


def test_stamps_once(ready, people):
    services.stamp(improvement=ready, by=people[0])

    with pytest.raises(services.StepNotOpenError):
        services.stamp(improvement=ready, by=people[0])

    ready.refresh_from_db()
    assert ready.number == 1


def test_an_untick_counts_no_more(ready, people):
    criterion = ready.programme.criteria.first()
    services.untick(improvement=ready, criterion=criterion, by=people[1])

    with pytest.raises(services.NotReadyError):
        services.stamp(improvement=ready, by=people[0])


def test_nobody_takes_back_the_word_of_another(ready, people):
    criterion = ready.programme.criteria.first()
    services.untick(improvement=ready, criterion=criterion, by=people[2])

    assert services.stamp(improvement=ready, by=people[0]).number == 1


def test_the_checklist_closes_with_the_stamp(ready, people):
    services.stamp(improvement=ready, by=people[0])
    criterion = ready.programme.criteria.first()

    with pytest.raises(services.LockedError):
        services.untick(improvement=ready, criterion=criterion, by=people[0])
    with pytest.raises(services.LockedError):
        services.tick(improvement=ready, criterion=criterion, by=people[2])


def test_a_criterion_of_another_programme_is_refused(programme, people):
    improvement = ImprovementFactory(programme=programme, planned=True)

    with pytest.raises(services.InvalidError):
        services.tick(improvement=improvement, criterion=CriterionFactory(), by=people[0])


def test_a_failing_listener_gives_the_number_back(ready, programme, people):
    def fail(improvement, occasion):
        raise RuntimeError

    announcements.register(fail)
    try:
        with pytest.raises(RuntimeError):
            services.stamp(improvement=ready, by=people[0])
    finally:
        announcements.unregister(fail)

    programme.refresh_from_db()
    ready.refresh_from_db()
    assert (programme.last_number, ready.number) == (0, None)
    assert services.stamp(improvement=ready, by=people[0]).number == 1


def test_listeners_hear_of_stamp_and_delivery(ready, people):
    heard = []

    def listen(improvement, occasion):
        heard.append((improvement.number, occasion))

    announcements.register(listen)
    announcements.register(listen)
    try:
        services.stamp(improvement=ready, by=people[0])
        services.deliver(improvement=ready, by=people[0])
    finally:
        announcements.unregister(listen)

    assert heard == [(1, Occasion.STAMPED), (1, Occasion.DELIVERED)]


@pytest.mark.parametrize("change", [{"number": 2}, {"number": None, "stamped_at": None}])
def test_the_database_refuses_to_change_a_number(db, change):
    improvement = ImprovementFactory(stamped=True)

    with pytest.raises(DatabaseError), transaction.atomic():
        Improvement.objects.filter(pk=improvement.pk).update(**change)

    improvement.refresh_from_db()
    assert improvement.number == 1


def test_the_database_refuses_to_move_a_number_to_another_programme(db):
    improvement = ImprovementFactory(stamped=True)

    with pytest.raises(DatabaseError), transaction.atomic():
        Improvement.objects.filter(pk=improvement.pk).update(programme=ProgrammeFactory())


def test_the_database_refuses_to_delete_a_numbered_one(db):
    improvement = ImprovementFactory(stamped=True)

    with pytest.raises(DatabaseError), transaction.atomic():
        improvement.delete()

    assert Improvement.objects.filter(pk=improvement.pk).exists()


def test_a_tick_is_kept_once_a_person(programme):
    improvement = ImprovementFactory(programme=programme, planned=True)
    person = UserFactory()
    criterion = programme.criteria.first()

    first = services.tick(improvement=improvement, criterion=criterion, by=person)
    second = services.tick(improvement=improvement, criterion=criterion, by=person)

    assert first == second
    assert improvement.ticks.count() == 1
