"""Summer holidays: found, proved, checked and explained."""

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hundra.engines.rostering import Ledger, ProblemError, Status
from hundra.engines.rostering.holidays import (
    Avoid,
    Choice,
    Holidaymaker,
    Summer,
    WeekNeed,
    check_summer,
    latest_notice,
    solve_summer,
    summer_weeks,
)
from hundra.engines.rostering.holidays.summer import lawful_weeks, value_of

FIRST, WEEKS = summer_weeks(2027)
FINNISH = frozenset({"fi"})


def block(first: int, length: int = 4) -> frozenset[int]:
    return frozenset(range(first, first + length))


def person(key: str, *firsts: int, **about: object) -> Holidaymaker:
    """Who wishes for four weeks from each of these, the first one most."""
    choices = tuple(
        Choice(key=f"{key}{rank}", rank=rank, weeks=block(first))
        for rank, first in enumerate(firsts, 1)
    )
    return Holidaymaker(key=key, name=key, choices=choices, **about)  # type: ignore[arg-type]


def summer(*people: Holidaymaker, needs: tuple[WeekNeed, ...] = (), **about: object) -> Summer:
    return Summer(first=FIRST, weeks=WEEKS, people=people, needs=needs, **about)  # type: ignore[arg-type]


def all_weeks(people: int, skills: frozenset[str] = frozenset()) -> tuple[WeekNeed, ...]:
    return tuple(WeekNeed(week=week, people=people, skills=skills) for week in range(WEEKS))


# The law


@pytest.mark.parametrize(
    ("year", "first", "weeks"),
    [(2026, date(2026, 6, 1), 13), (2027, date(2027, 6, 7), 12), (2029, date(2029, 6, 4), 12)],
)
def test_the_summer_is_the_whole_weeks_of_june_to_august(year, first, weeks):
    assert summer_weeks(year) == (first, weeks)


@pytest.mark.parametrize(
    ("begins", "told"),
    [
        (date(2027, 6, 28), date(2027, 4, 28)),
        (date(2027, 8, 31), date(2027, 6, 30)),
        (date(2027, 1, 31), date(2026, 11, 30)),
        (date(2027, 4, 30), date(2027, 2, 28)),
    ],
)
def test_notice_is_two_months_by_the_calendar(begins, told):
    assert latest_notice(begins) == told


def test_four_weeks_in_a_row_unless_something_else_is_agreed():
    split = frozenset({0, 1, 5, 6})
    assert [one.rule for one in check_summer(summer(person("a")), {"a": split})] == ["four_weeks"]
    assert not check_summer(summer(person("a", together=2)), {"a": split})


def test_too_few_weeks_a_week_away_and_a_decision_are_told():
    asked = summer(person("a", barred=frozenset({1}), fixed=block(2)))
    told = check_summer(asked, {"a": block(0, 3)})
    assert [(one.rule, one.person) for one in told] == [
        ("decided", "a"),
        ("weeks_each", "a"),
        ("four_weeks", "a"),
        ("barred", "a"),
    ]


def test_a_week_with_too_few_is_told_with_how_many_and_which_skills():
    asked = summer(
        person("a", skills=FINNISH),
        person("b"),
        needs=(WeekNeed(week=1, people=1, skills=FINNISH),),
    )
    (told,) = check_summer(asked, {"a": block(0), "b": block(0)})
    assert (told.rule, told.present, told.people, told.skills) == ("week_need", 0, 1, ("fi",))
    assert told.monday == date(2027, 6, 14)


# The search


def test_everybody_has_the_first_choice_when_there_are_enough():
    asked = summer(person("a", 4), person("b", 4), person("c", 0), needs=all_weeks(1))
    found = solve_summer(asked, seconds=20)
    assert (found.status, found.value, found.gap) == (Status.OPTIMAL, 0, 0.0)
    assert dict(found.weeks) == {"a": block(4), "b": block(4), "c": block(0)}
    assert all(one.granted for one in found.answers)


def test_whoever_was_refused_before_comes_first():
    people = (person("a", 4, 0), person("b", 4, 0))
    asked = summer(*people, needs=all_weeks(1), ledger=Ledger(points={"b": 10.0}))
    found = solve_summer(asked, seconds=20)
    assert dict(found.weeks) == {"a": block(0), "b": block(4)}
    refused, granted, other = found.answers
    assert (refused.key, refused.granted) == ("a1", False)
    assert (granted.key, granted.granted) == ("a2", True)
    assert (other.key, other.granted) == ("b1", True)
    assert [one.code for one in refused.reasons] == [
        "week_need",
        "week_need",
        "shared",
        "remembered",
    ]


def test_a_refusal_names_the_skill_and_the_week():
    people = (person("a", 4, 0, skills=FINNISH), person("b", 4, 8, skills=FINNISH), person("c"))
    asked = summer(
        *people, needs=all_weeks(1, FINNISH) + all_weeks(1), ledger=Ledger(points={"b": 5.0})
    )
    found = solve_summer(asked, seconds=20)
    assert found.weeks is not None
    assert found.weeks["b"] == block(4)
    (refused,) = [one for one in found.answers if not one.granted]
    assert refused.key == "a1"
    assert refused.reasons[0].text == (
        "because only 0 of the 1 needed with fi would be at work in week 27"
    )
    assert "because week 27 sufficed for 1 of the 2 who wished for it" in [
        one.text for one in refused.reasons
    ]


def test_a_lone_choice_weighs_no_more_than_the_first_of_several():
    """Who names only one choice does not push aside who names three."""
    people = (person("a", 4), person("b", 4, 3, 5))
    asked = summer(*people, needs=all_weeks(1), ledger=Ledger(points={"b": 1.0}))
    found = solve_summer(asked, seconds=20)
    assert found.weeks is not None
    assert found.weeks["b"] == block(4)


def test_july_is_shared_rather_than_one_missing_it_all():
    """Six weeks of July for two who want four each, in one week at a time and no more."""
    people = (
        person("a", 4, together=1),
        person("b", 4, together=1),
    )
    asked = summer(*people, needs=tuple(WeekNeed(week=week, people=1) for week in (4, 5)))
    found = solve_summer(asked, seconds=20)
    assert found.weeks is not None
    july = asked.july
    got = sorted(len(found.weeks[key] & july) for key in "ab")
    assert got[0] >= 2


def test_who_had_less_of_july_before_is_helped():
    people = (person("a", 4, 0), person("b", 4, 0, july_before=-2.0))
    found = solve_summer(summer(*people, needs=all_weeks(1)), seconds=20)
    assert found.weeks is not None
    assert found.weeks["b"] == block(4)


def test_avoided_weeks_are_avoided_and_told_when_they_cannot_be():
    one = Holidaymaker(key="a", avoids=(Avoid(key="w", week=3),), barred=frozenset(range(4, WEEKS)))
    found = solve_summer(summer(one), seconds=20)
    (answer,) = found.answers
    assert (answer.granted, [why.code for why in answer.reasons]) == (False, ["together"])
    free = Holidaymaker(key="a", avoids=(Avoid(key="w", week=3),))
    (answer,) = solve_summer(summer(free), seconds=20).answers
    assert answer.granted


def test_what_the_planner_has_decided_stays():
    asked = summer(person("a", 4, fixed=frozenset({0, 2, 4, 6})))
    found = solve_summer(asked, seconds=20)
    assert dict(found.weeks or {}) == {"a": frozenset({0, 2, 4, 6})}
    assert [one.code for one in found.answers[0].reasons] == ["decided"]


def test_a_search_that_is_stopped_gives_what_it_has(monkeypatch):
    class Stop:
        def is_set(self) -> bool:
            return True

    told = []
    people = tuple(
        person(str(n), 4, 3, 5, skills=FINNISH if n % 5 else frozenset()) for n in range(40)
    )
    asked = summer(*people, needs=all_weeks(25) + all_weeks(18, FINNISH))
    found = solve_summer(asked, seconds=60, stop=Stop(), on_progress=told.append)
    assert found.status in {Status.FEASIBLE, Status.OPTIMAL, Status.UNKNOWN}
    if found.weeks is not None:
        assert not check_summer(asked, found.weeks)
        assert found.value == value_of(asked, found.weeks)


# What cannot be


def test_the_smallest_conflict_is_the_needs_that_leave_too_little_room():
    """Two who must both be there in all weeks but three: no four weeks in a row are left."""
    needs = (WeekNeed(week=0, people=0), *all_weeks(2)[3:9], *all_weeks(1, FINNISH))
    found = solve_summer(summer(person("a", skills=FINNISH), person("b"), needs=needs), seconds=20)
    assert found.status == Status.INFEASIBLE
    # The one with Finnish is needed each week; twelve weeks lack each four in a row if every
    # fourth is needed: three needs do it.
    assert len(found.conflict) == 3
    assert all(one.need is not None for one in found.conflict)


def test_someone_for_whom_no_weeks_are_lawful_is_the_conflict():
    found = solve_summer(
        summer(person("a", barred=frozenset({3, 7}), together=5, weeks=5)), seconds=9
    )
    assert [(one.person, one.alone) for one in found.conflict] == [("a", True)]


def test_a_decision_outside_the_law_is_no_conflict_by_itself():
    """It is agreed; the conflict is of the needs alone."""
    people = (person("a", fixed=frozenset({0, 2, 4, 6})), person("b"))
    needs = (WeekNeed(week=11, people=3),)
    found = solve_summer(summer(*people, needs=needs), seconds=20)
    assert [one.need for one in found.conflict] == list(needs)


def test_decisions_by_hand_stand_in_the_conflict():
    people = (person("a", fixed=block(0)), person("b", fixed=block(0)))
    found = solve_summer(summer(*people, needs=(WeekNeed(week=0, people=1),)), seconds=20)
    assert {one.person or "need" for one in found.conflict} == {"a", "b", "need"}


@pytest.mark.parametrize(
    "about",
    [
        {"weeks": 2, "together": 3},
        {"barred": frozenset({99})},
        {"choices": (Choice(key="1", rank=1, weeks=block(10)),)},
    ],
    ids=["together", "barred", "choice"],
)
def test_what_makes_no_sense_is_refused(about):
    with pytest.raises(ProblemError):
        summer(Holidaymaker(key="a", **about))


# Made by hypothesis


@st.composite
def people_of(draw: st.DrawFn, key: str, weeks: int) -> Holidaymaker:
    many = draw(st.integers(0, 3))
    together = draw(st.integers(0, many))
    spans = st.builds(
        lambda first, length: frozenset(range(first, min(weeks, first + length))),
        st.integers(0, weeks - 1),
        st.integers(1, 3),
    )
    wished = draw(st.lists(spans, max_size=3))
    fixed = draw(st.none() | st.none() | st.frozensets(st.integers(0, weeks - 1), max_size=3))
    return Holidaymaker(
        key=key,
        weeks=many,
        together=together,
        skills=draw(st.frozensets(st.sampled_from(["fi", "so"]))),
        choices=tuple(
            Choice(key=f"{key}{rank}", rank=rank, weeks=span) for rank, span in enumerate(wished, 1)
        ),
        avoids=tuple(
            Avoid(key=f"{key}-{week}", week=week)
            for week in draw(st.frozensets(st.integers(0, weeks - 1), max_size=2))
        ),
        barred=draw(st.frozensets(st.integers(0, weeks - 1), max_size=1)),
        fixed=fixed,
        july_before=draw(st.sampled_from([-2.0, 0.0, 1.5])),
    )


@st.composite
def summers(draw: st.DrawFn) -> Summer:
    weeks = draw(st.integers(3, 6))
    people = tuple(draw(people_of(key, weeks)) for key in "abc"[: draw(st.integers(1, 3))])
    needs = tuple(
        WeekNeed(
            week=week,
            people=draw(st.integers(0, 2)),
            skills=draw(st.sampled_from([frozenset[str](), frozenset({"fi"})])),
        )
        for week in draw(st.sets(st.integers(0, weeks - 1)))
    )
    ledger = Ledger(points={"a": draw(st.sampled_from([0.0, 7.0]))})
    return Summer(first=date(2027, 6, 21), weeks=weeks, people=people, needs=needs, ledger=ledger)


def every_plan(asked: Summer) -> Iterator[dict[str, frozenset[int]]]:
    keys = [one.key for one in asked.people]
    for chosen in product(*(list(lawful_weeks(asked, one)) for one in asked.people)):
        yield dict(zip(keys, chosen, strict=True))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(asked=summers())
def test_made_summers_are_solved_as_by_trying_all(asked):
    lawful = [
        plan
        for plan in every_plan(asked)
        if all(
            one.rule in {"four_weeks", "weeks_each", "barred"} for one in check_summer(asked, plan)
        )
    ]
    found = solve_summer(asked, seconds=20)
    if not lawful:
        assert found.status == Status.INFEASIBLE
        assert found.conflict
        return
    assert found.status == Status.OPTIMAL
    assert found.weeks is not None
    assert found.value == min(value_of(asked, plan) for plan in lawful)
    decided = {one.key for one in asked.people if one.fixed is not None}
    assert all(one.person in decided for one in check_summer(asked, found.weeks))
    for answer in found.answers:
        assert answer.granted or answer.reasons
        assert all(one.text for one in answer.reasons)
