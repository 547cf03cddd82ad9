from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.factories.accounts import UserFactory
from tests.factories.organisation import UnitFactory
from tests.factories.surveys import closed_wave

from hundra.hear.surveys.errors import WaveError
from hundra.hear.surveys.models import Wave, WaveState
from hundra.hear.surveys.services import question_sets
from hundra.hear.surveys.services.waves import planning
from hundra.hear.surveys.services.waves.planning import Days, Showing

pytestmark = pytest.mark.django_db


def plan(**given):
    first = timezone.localdate() + timedelta(days=7)
    values = {
        "question_set": question_sets.current("enps"),
        "title": "Så har vi det",
        "unit": given.pop("unit", None) or UnitFactory(),
        "days": planning.usual_days(first),
        "by": UserFactory(),
    }
    return planning.plan_wave(**{**values, **given})


def test_a_planned_wave_asks_nobody_yet():
    wave = plan(titles=["Lärare", "Lärare", "Barnskötare"])
    assert wave.state == WaveState.DRAFT
    assert wave.titles == ["Barnskötare", "Lärare"]
    assert (wave.closes_on - wave.opens_on).days == 20
    assert [(day - wave.opens_on).days for day in wave.remind_on] == [8, 17]
    assert not wave.members.exists()
    assert not wave.invitations.exists()


def test_questions_for_citizens_are_not_for_employees():
    with pytest.raises(WaveError, match="inte för medarbetare"):
        plan(question_set=question_sets.current("service"))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"opens_on": -1}, "har varit"),
        ({"closes_on": 5}, "efter den första"),
        ({"closes_on": 150}, "tre månader"),
        ({"counted_on": 8}, "första dagen"),
        ({"remind_on": [7]}, "Påminnelser"),
        ({"remind_on": [28]}, "Påminnelser"),
    ],
    ids=str,
)
def test_days_that_cannot_be(changes, why):
    def day(n: int) -> date:
        return timezone.localdate() + timedelta(days=n)

    given = {"opens_on": 7, "closes_on": 27, "counted_on": 7, "remind_on": [14], **changes}
    days = Days(
        opens_on=day(given["opens_on"]),
        closes_on=day(given["closes_on"]),
        counted_on=day(given["counted_on"]),
        remind_on=[day(n) for n in given["remind_on"]],
    )
    with pytest.raises(WaveError, match=why):
        plan(days=days)


def test_the_smallest_group_is_never_under_five():
    with pytest.raises(WaveError):
        plan(showing=Showing(least_group=4))


def test_own_words_need_at_least_as_many_as_figures():
    with pytest.raises(WaveError, match="fritext"):
        plan(showing=Showing(least_group=10, least_texts=9))


def test_what_is_compared_is_closed_and_of_the_same_questions():
    unit = UnitFactory()
    earlier = closed_wave({unit: [[9]] * 7})
    assert plan(unit=unit, showing=Showing(earlier=earlier)).earlier == earlier
    Wave.objects.filter(pk=earlier.pk).update(is_pilot=True)
    earlier.refresh_from_db()
    with pytest.raises(WaveError, match="pilot"):
        plan(unit=unit, showing=Showing(earlier=earlier))


def test_another_unit_forgets_the_occupations_of_the_first(wave):
    planning.choose_whom(wave=wave, titles=["Handläggare"], people=[], by=None)
    changed = planning.change_basics(
        wave=wave,
        question_set=wave.question_set,
        title="Ny",
        unit=UnitFactory(),
        is_pilot=False,
        ask_whom="HR",
        by=None,
    )
    assert (changed.title, changed.titles) == ("Ny", [])


def test_an_open_wave_is_not_planned_any_more(wave):
    Wave.objects.filter(pk=wave.pk).update(state=WaveState.OPEN)
    with pytest.raises(WaveError, match="har börjat"):
        planning.set_days(wave=wave, days=planning.usual_days(timezone.localdate()), by=None)
    with pytest.raises(WaveError, match="har börjat"):
        planning.discard(wave=wave, by=None)


def test_people_are_chosen_for_pilots_only(wave, staff):
    from hundra.core.organisation.models import Person

    alva = Person.objects.get(pk=staff["alva"])
    with pytest.raises(WaveError, match="pilot"):
        planning.choose_whom(wave=wave, titles=[], people=[alva], by=None)
    Wave.objects.filter(pk=wave.pk).update(is_pilot=True)
    planning.choose_whom(wave=wave, titles=[], people=[alva], by=None)
    assert list(wave.people.all()) == [alva]
