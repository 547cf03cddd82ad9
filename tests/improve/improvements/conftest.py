"""A programme with two criteria, and people who give their word."""

import pytest
from tests.factories.accounts import UserFactory, user_with
from tests.factories.improvements import CriterionFactory, ImprovementFactory, ProgrammeFactory
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role, User
from hundra.improve.improvements import services
from hundra.improve.improvements.models import Improvement, Programme


@pytest.fixture
def programme(db) -> Programme:
    made = ProgrammeFactory(shown=True)
    CriterionFactory(programme=made, position=1, text="Det är konkret")
    CriterionFactory(programme=made, position=2, text="Det är klart för vem")
    return made


@pytest.fixture
def people(db):
    """Three people: any two of them can stamp."""
    return UserFactory.create_batch(3)


@pytest.fixture
def tick_all(people):
    def tick_all(improvement: Improvement, by=None) -> None:
        for person in by or people[:2]:
            for criterion in improvement.programme.criteria.filter(is_active=True):
                services.tick(improvement=improvement, criterion=criterion, by=person)

    return tick_all


@pytest.fixture
def ready(programme, tick_all) -> Improvement:
    """A planned improvement that lacks nothing for its stamp."""
    improvement = ImprovementFactory(programme=programme, planned=True)
    tick_all(improvement)
    return improvement


@pytest.fixture
def communicator_anywhere(db) -> User:
    return user_with(Role.COMMUNICATOR, UnitFactory())
