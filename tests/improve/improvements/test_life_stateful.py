"""Whatever is done in any order: numbers are 1, 2, 3 … and never change; the table is obeyed."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule
from tests.factories.accounts import UserFactory
from tests.factories.improvements import CriterionFactory, ImprovementFactory, ProgrammeFactory
from tests.factories.organisation import UnitFactory

from hundra.improve.improvements import services
from hundra.improve.improvements.life import Step, transition
from hundra.improve.improvements.models import Improvement, ImprovementState, Programme

TAKE = {
    Step.PLAN: services.plan,
    Step.UNPLAN: services.unplan,
    Step.STAMP: services.stamp,
    Step.DELIVER: services.deliver,
    Step.UNDELIVER: services.undeliver,
    Step.REOPEN: services.reopen,
    Step.FOLLOW_UP: lambda **given: services.follow_up(outcome="Bättre.", **given),
    Step.WITHDRAW: lambda **given: services.withdraw(reason="Behövs inte.", **given),
}


class Life(RuleBasedStateMachine):
    improvements = Bundle("improvements")

    def __init__(self) -> None:
        super().__init__()
        self.unit = UnitFactory()
        self.programme = ProgrammeFactory()
        self.criterion = CriterionFactory(programme=self.programme)
        self.people = UserFactory.create_batch(3)
        self.numbers: dict[int, int] = {}

    @rule(target=improvements)
    def propose(self) -> int:
        made = ImprovementFactory(programme=self.programme, owner_unit=self.unit)
        return made.pk

    @rule(key=improvements, person=st.integers(0, 2), take_back=st.booleans())
    def tick(self, key: int, person: int, take_back: bool) -> None:
        improvement = Improvement.objects.get(pk=key)
        write = services.untick if take_back else services.tick
        try:
            write(improvement=improvement, criterion=self.criterion, by=self.people[person])
        except services.LockedError:
            before_stamp = {ImprovementState.IDEA, ImprovementState.PLANNED}
            assert improvement.state not in before_stamp

    @rule(key=improvements, step=st.sampled_from(Step))
    def take(self, key: int, step: Step) -> None:
        improvement = Improvement.objects.get(pk=key)
        expected = transition(improvement, step)
        ready = improvement.ticks.count() >= 2
        try:
            TAKE[step](improvement=improvement, by=self.people[0])
        except services.StepNotOpenError:
            assert expected is None
        except services.NotReadyError:
            assert step is Step.STAMP
            assert not ready
        else:
            assert improvement.state == expected.target
            assert step is not Step.STAMP or ready

    @invariant()
    def numbers_are_given_in_order_and_kept(self) -> None:
        now = dict(Improvement.objects.filter(number__isnull=False).values_list("pk", "number"))
        assert sorted(now.values()) == list(range(1, len(now) + 1))
        assert self.numbers.items() <= now.items()
        self.numbers = now
        programme = Programme.objects.get(pk=self.programme.pk)
        assert programme.last_number == len(now)


@pytest.mark.slow
class TestLife(Life.TestCase, TestCase):  # type: ignore[misc]
    settings = settings(
        max_examples=25,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
