"""Many stamps at once: numbers without gaps and without twins."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from tests.factories.accounts import UserFactory
from tests.factories.improvements import CriterionFactory, ImprovementFactory, ProgrammeFactory

from hundra.improve.improvements import announcements, services
from hundra.improve.improvements.models import Improvement

CONNECTIONS = 8
STAMPS = 50


@pytest.fixture
def waiting():
    """Fifty improvements that lack nothing, in one programme."""
    programme = ProgrammeFactory()
    criterion = CriterionFactory(programme=programme)
    people = UserFactory.create_batch(2)
    improvements = ImprovementFactory.create_batch(
        STAMPS, programme=programme, planned=True, owner_unit__name="Socialförvaltningen"
    )
    for improvement in improvements:
        for person in people:
            services.tick(improvement=improvement, criterion=criterion, by=person)
    return improvements


def stamp_in_own_connection(improvement: Improvement) -> int | None:
    try:
        return services.stamp(improvement=improvement, by=None).number
    except RuntimeError:
        return None
    finally:
        connections.close_all()


def stamp_all(improvements: list[Improvement]) -> list[int | None]:
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return list(pool.map(stamp_in_own_connection, improvements))


@pytest.mark.django_db(transaction=True)
def test_fifty_stamps_from_eight_connections_give_one_to_fifty(waiting):
    given = stamp_all(waiting)

    assert sorted(given) == list(range(1, STAMPS + 1))
    in_database = Improvement.objects.order_by("number").values_list("number", flat=True)
    assert list(in_database) == list(range(1, STAMPS + 1))


@pytest.mark.django_db(transaction=True)
def test_failures_in_between_leave_no_gap(waiting):
    failing = {improvement.pk for improvement in waiting[::3]}

    def fail_for_some(improvement, occasion):
        if improvement.pk in failing:
            raise RuntimeError

    announcements.register(fail_for_some)
    try:
        given = [number for number in stamp_all(waiting) if number is not None]
    finally:
        announcements.unregister(fail_for_some)

    assert sorted(given) == list(range(1, STAMPS - len(failing) + 1))
    again = stamp_all([improvement for improvement in waiting if improvement.pk in failing])
    assert sorted(given + again) == list(range(1, STAMPS + 1))
