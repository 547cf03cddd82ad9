"""From sealed answers to what may be shown."""

import numpy as np
import pytest
from tests.factories.organisation import UnitFactory
from tests.factories.results import answers_by_chance, published_wave, question_set
from tests.factories.surveys import WaveFactory, closed_wave

from hundra.engines.psychometrics import Verdict
from hundra.hear.surveys.errors import NotClosedError
from hundra.hear.surveys.models import Publication, WaveState
from hundra.hear.surveys.queries.results import results_of
from hundra.hear.surveys.services.publishing import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def top():
    return UnitFactory(name="Kommunen")


@pytest.fixture
def units(top):
    return [UnitFactory(name=name, parent=top) for name in ("Norr", "Söder", "Väster")]


def test_means_are_those_of_the_answers(top, units) -> None:
    rows = [[5, 5, 5, 1, 1, 1], [3, 3, 3, 3, 3, 3], [1, 1, 1, 5, 5, 5], [3, 3, 5, 3, 3, 3]] * 2
    wave = closed_wave({units[0]: rows}, unit=top, question_set=question_set(2, 3))
    publish(wave=wave)
    results = results_of(wave)
    level = results.level(results.unit(units[0].pk), results.by_code["s0"])
    assert (level.n, level.mean) == (8, 54.2)
    assert level.low < level.mean < level.high
    assert level.low == round(level.low)


def test_what_is_reversed_by_its_scale_is_not_turned_but_known(top, units) -> None:
    wave, _made = published_wave({units[0]: 20}, unit=top)
    results = results_of(wave)
    assert results.by_code["s1"].goodness(30.0) == 70.0
    assert results.by_code["s0"].goodness(30.0) == 30.0


def test_a_unit_of_six_is_hidden_and_so_is_what_would_give_it_away(top, units) -> None:
    wave, _made = published_wave({units[0]: 6, units[1]: 9, units[2]: 30}, unit=top)
    results = results_of(wave)
    small, beside, large = (results.unit(one.pk) for one in units)
    assert results.level(small, results.scales[0]) is None
    assert results.why_hidden(small) == "Färre än 7 personer har svarat här."
    assert results.level(beside, results.scales[0]) is None
    assert results.why_hidden(beside) == (
        "Visas inte, för då skulle svaren från Norr gå att räkna ut."
    )
    assert results.level(large, results.scales[0]) is not None
    assert results.level(results.whole, results.scales[0]).n == 45
    assert np.isnan(results.figures.mean[[small.place, beside.place]]).all()
    assert (results.figures.counts[[small.place, beside.place]] == -1).all()
    assert not results.figures.n[[small.place, beside.place]].any()


def test_publishing_again_says_nothing_new(top, units) -> None:
    wave, first = published_wave(
        {units[0]: 12, units[1]: 15}, unit=top, splits=["occupation", "manager"]
    )
    assert publish(wave=wave) == first
    assert Publication.objects.count() == 1


def test_an_open_wave_and_a_pilot_have_no_results(top) -> None:
    wave = WaveFactory(unit=top, state=WaveState.OPEN)
    with pytest.raises(NotClosedError):
        publish(wave=wave)
    pilot = closed_wave({top: [[1] * 11][:0]}, is_pilot=True)
    with pytest.raises(NotClosedError):
        publish(wave=pilot)
    assert results_of(pilot) is None


def test_a_wave_that_nobody_answered_is_published_as_such(top, units) -> None:
    wave = closed_wave({units[0]: []}, unit=top, invited={units[0]: 12})
    publish(wave=wave)
    results = results_of(wave)
    assert (results.whole.invited, results.whole.answered) == (12, 0)
    assert results.level(results.whole, results.scales[0]) is None


def test_options_are_told_where_nobody_can_be_known_by_them(top, units) -> None:
    alike = [[4]] * 9
    varied = [[1], [2], [3], [4], [5]] * 4
    wave = closed_wave(
        {units[0]: alike, units[1]: varied}, unit=top, question_set=question_set(1, 1)
    )
    publish(wave=wave)
    results = results_of(wave)
    item = results.items[0]
    assert results.shares(results.unit(units[0].pk), item) == ()
    # What is left of the whole without Söder would be just those who answered alike.
    shown = [bool(results.shares(results.unit(one.pk), item)) for one in (top, units[1])]
    assert shown in ([True, False], [False, True])


def test_options_add_up(top, units) -> None:
    wave, _made = published_wave({units[0]: 40, units[1]: 30}, unit=top)
    results = results_of(wave)
    shares = results.shares(results.whole, results.items[0])
    assert sum(one.count for one in shares) == 70
    assert [one.option.text for one in shares] == ["Aldrig", "Sällan", "Ibland", "Ofta", "Alltid"]


def test_a_large_change_is_called_and_none_is_not(top, units) -> None:
    asked = question_set(3, 3)
    rng = np.random.default_rng(5)
    before = {one: answers_by_chance(rng, 60, 9, middle=2.4) for one in units}
    first = closed_wave(before, unit=top, question_set=asked)
    publish(wave=first)
    after = {one: np.array(answers_by_chance(rng, 60, 9, middle=2.4)) for one in units}
    for rows in after.values():
        rows[:, :3] = np.clip(rows[:, :3] + 1, 1, 5)
        rows[:, 3:6] = np.clip(rows[:, 3:6] + 1, 1, 5)
    second = closed_wave(
        {one: rows.tolist() for one, rows in after.items()},
        unit=top,
        question_set=asked,
        earlier=first,
    )
    publish(wave=second)
    results = results_of(second)
    found = [results.change(results.whole, one) for one in results.scales]
    assert [one.verdict for one in found] == [
        Verdict.BETTER,
        Verdict.WORSE,
        Verdict.NO_DETECTABLE_CHANGE,
    ]
    assert found[0].low < found[0].difference < found[0].high
    assert Publication.objects.filter(wave=first).count() == 1


def test_after_a_reorganisation_the_wave_before_is_planned_anew(top) -> None:
    asked = question_set(2, 3)
    small = [UnitFactory(name=f"Liten {place}", parent=top) for place in range(4)]
    large = UnitFactory(name="Stor", parent=top)
    people = dict.fromkeys(small, 4) | {large: 20}
    first, _made = published_wave(people, unit=top, asked=asked)
    joined = UnitFactory(name="Två små", parent=top)
    for one in small[:2]:
        one.parent, one.path = joined, f"{joined.path}{one.pk}/"
        one.save()
    second, _made = published_wave(
        {joined: 15, small[2]: 8, large: 22}, unit=top, asked=asked, earlier=first, seed=2
    )
    results = results_of(second)
    assert results.change(results.unit(joined.pk), results.scales[0]) is not None
    over = Publication.objects.get(wave=first, over=second)
    assert [joined.pk, top.pk] in over.tree
    # What was published of the first wave stays, in its own units.
    assert results_of(first).unit(small[0].pk).name == "Liten 0"
    assert publish(wave=second).number == 1
    assert Publication.objects.filter(wave=first).count() == 2


def test_a_unit_hidden_in_either_wave_has_no_verdict(top, units) -> None:
    asked = question_set(2, 3)
    first, _made = published_wave({units[0]: 5, units[1]: 30, units[2]: 30}, unit=top, asked=asked)
    second, _made = published_wave(
        dict.fromkeys(units, 30), unit=top, asked=asked, earlier=first, seed=2
    )
    results = results_of(second)
    assert results.change(results.unit(units[0].pk), results.scales[0]) is None
    assert results.change(results.whole, results.scales[0]) is not None


def test_ties_tell_how_scales_go_together_with_the_outcome(top, units) -> None:
    wave, _made = published_wave({units[0]: 80, units[1]: 12}, unit=top)
    results = results_of(wave)
    ties = results.ties(results.whole)
    assert {one.measure.code for one in ties} == {"s0", "s1", "s2"}
    assert all(one.low <= one.correlation <= one.high and one.n == 92 for one in ties)
    # More of the second scale is worse, so what goes together with good is little of it.
    assert next(one for one in ties if one.measure.code == "s1").correlation < 0
    assert results.ties(results.unit(units[1].pk)) == ()


def test_groups_of_a_split_are_as_large_as_units(top, units) -> None:
    titles = {units[0]: ["Lärare"] * 20 + ["Kock"] * 4, units[1]: ["Lärare"] * 22}
    wave, _made = published_wave(
        {units[0]: 24, units[1]: 22}, unit=top, titles=titles, splits=["occupation"]
    )
    results = results_of(wave)
    groups = {one.value: one for one in results.groups(results.whole, "occupation")}
    assert groups["Kock"].why_hidden == "Färre än 7 personer har svarat här."
    assert results.group_level(groups["Kock"], results.scales[0]) is None
    assert groups["Kock"].people == 4
