"""The steps of an improvement's life, as a table and as services."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.factories.improvements import ImprovementFactory

from hundra.improve.improvements import services
from hundra.improve.improvements.life import LIFE, Step, open_steps, transition
from hundra.improve.improvements.models import Improvement, ImprovementState


@pytest.mark.parametrize(
    ("trait", "steps"),
    [
        ({}, {Step.PLAN, Step.WITHDRAW}),
        ({"planned": True}, {Step.STAMP, Step.UNPLAN, Step.WITHDRAW}),
        ({"stamped": True}, {Step.DELIVER, Step.WITHDRAW}),
        ({"delivered": True}, {Step.FOLLOW_UP, Step.UNDELIVER, Step.WITHDRAW}),
        ({"followed_up": True}, {Step.REOPEN, Step.WITHDRAW}),
        ({"withdrawn": True}, {Step.REOPEN}),
    ],
)
def test_open_steps_follow_from_the_state(db, trait, steps):
    assert set(open_steps(ImprovementFactory(**trait))) == steps


def test_every_step_is_in_the_table():
    assert {one.step for one in LIFE} == set(Step)


def test_reopening_depends_on_the_number(db):
    without = ImprovementFactory(withdrawn=True)
    numbered = ImprovementFactory(withdrawn=True, number=3)

    assert transition(without, Step.REOPEN).target == ImprovementState.IDEA
    assert transition(numbered, Step.REOPEN).target == ImprovementState.STAMPED


def test_planning_needs_a_day(db):
    idea = ImprovementFactory(planned_for=None)

    with pytest.raises(services.IncompleteError):
        services.plan(improvement=idea, by=None)
    services.plan(improvement=idea, planned_for=dt.date(2026, 5, 1), by=None)

    idea.refresh_from_db()
    assert (idea.state, idea.planned_for) == ("planned", dt.date(2026, 5, 1))


def test_delivery_is_today_unless_said(db):
    improvement = ImprovementFactory(stamped=True)

    services.deliver(improvement=improvement, by=None)

    improvement.refresh_from_db()
    assert (improvement.state, improvement.delivered_on) == ("delivered", timezone.localdate())


def test_nothing_is_delivered_in_the_future(db):
    improvement = ImprovementFactory(stamped=True)
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    with pytest.raises(services.InvalidError):
        services.deliver(improvement=improvement, delivered_on=tomorrow, by=None)

    improvement.refresh_from_db()
    assert improvement.state == ImprovementState.STAMPED


def test_only_the_stamped_is_delivered(db):
    with pytest.raises(services.StepNotOpenError, match="Planerad"):
        services.deliver(improvement=ImprovementFactory(planned=True), by=None)


def test_a_stale_copy_takes_no_step_twice(db):
    improvement = ImprovementFactory(stamped=True)
    stale = Improvement.objects.get(pk=improvement.pk)
    services.deliver(improvement=improvement, by=None)

    with pytest.raises(services.StepNotOpenError):
        services.deliver(improvement=stale, by=None)


def test_follow_up_tells_what_came_of_it(db):
    improvement = ImprovementFactory(delivered=True)

    with pytest.raises(services.IncompleteError):
        services.follow_up(improvement=improvement, outcome="  ", by=None)
    services.follow_up(improvement=improvement, outcome=" Två dagar. ", by=None)

    improvement.refresh_from_db()
    assert (improvement.state, improvement.outcome) == ("followed_up", "Två dagar.")
    assert improvement.followed_up_on == timezone.localdate()


def test_withdrawal_needs_a_reason_and_keeps_the_number(db):
    improvement = ImprovementFactory(stamped=True)

    with pytest.raises(services.IncompleteError):
        services.withdraw(improvement=improvement, reason=" ", by=None)
    services.withdraw(improvement=improvement, reason="Behövs inte.", by=None)

    improvement.refresh_from_db()
    assert (improvement.state, improvement.number) == ("withdrawn", 1)
    assert improvement.withdrawal_reason == "Behövs inte."


def test_a_withdrawn_number_is_never_given_again(ready, programme, tick_all, people):
    services.stamp(improvement=ready, by=people[0])
    services.withdraw(improvement=ready, reason="Behövs inte.", by=people[0])
    following = ImprovementFactory(programme=programme, planned=True)
    tick_all(following)

    services.stamp(improvement=following, by=people[0])

    assert following.number == 2


def test_taking_up_a_withdrawn_one_keeps_its_number(db):
    improvement = ImprovementFactory(delivered=True)
    services.withdraw(improvement=improvement, reason="Fel.", by=None)

    services.reopen(improvement=improvement, by=None)

    improvement.refresh_from_db()
    assert (improvement.state, improvement.number) == ("stamped", 1)
    assert (improvement.delivered_on, improvement.withdrawn_on) == (None, None)
    assert improvement.withdrawal_reason == ""


def test_a_follow_up_can_be_redone(db):
    improvement = ImprovementFactory(followed_up=True)

    services.reopen(improvement=improvement, by=None)

    improvement.refresh_from_db()
    assert (improvement.state, improvement.outcome) == ("delivered", "")
    assert improvement.delivered_on is not None


def test_a_mistaken_delivery_is_undone(db):
    improvement = ImprovementFactory(delivered=True)

    services.undeliver(improvement=improvement, by=None)

    improvement.refresh_from_db()
    assert (improvement.state, improvement.delivered_on) == ("stamped", None)


def test_back_to_an_idea(db):
    improvement = ImprovementFactory(planned=True)

    services.unplan(improvement=improvement, by=None)

    improvement.refresh_from_db()
    assert improvement.state == ImprovementState.IDEA
