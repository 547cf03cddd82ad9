"""The kernel plays the desk's own rule: each choice it makes is the one that `choose` makes."""

import random

import numpy as np
import pytest

from hundra.engines.queueing import Free, Rules, Skills, Waiting, choose
from hundra.engines.queueing.simulation import (
    Break,
    Callbacks,
    CallType,
    Centre,
    Exponential,
    Fixed,
    Guide,
    Retrials,
    Shift,
)
from hundra.engines.queueing.simulation.kernel import records as r
from hundra.engines.queueing.simulation.layout import lay_out
from hundra.engines.queueing.simulation.playing import play_once

LANGUAGES = ("sv", "ar", "so")
INTERVALS, LENGTH = 6, 600


def some_centre(seed):
    """Small, odd and busy: few guides, all different, most of whom come and go."""
    rng = random.Random(seed)
    types = tuple(
        CallType(
            name=str(number),
            arrivals_per_interval=[rng.uniform(0, 8) for _ in range(INTERVALS)],
            handling=Exponential(rng.uniform(60, 400)),
            language=rng.choice(LANGUAGES),
            channel=rng.choice(("phone", "phone", "visit")),
            reason=rng.choice((None, 1, 2, 3)),
            priority=rng.choice((50, 50, 10)),
            patience=rng.choice((None, Exponential(rng.uniform(30, 600)))),
            retrials=rng.choice((None, Retrials(0.5, Exponential(120)))),
            callbacks=rng.choice((None, Callbacks(0.5, 20), Callbacks(0.5, 20, Exponential(200)))),
        )
        for number in range(8)
    )
    rules = Rules(
        widen_reason_seconds=rng.choice((0, 30, 60)),
        widen_level_seconds=rng.choice((0, 45, 90)),
        interpreter_seconds=rng.choice((None, 0, 70)),
    )
    return Centre(types, tuple(some_guide(key, rng) for key in range(6)), rules, LENGTH)


def some_guide(key, rng):
    spoken = rng.sample(LANGUAGES, rng.randint(1, 2))
    skills = Skills(
        key=10 + key,
        languages={one: rng.randint(1, 3) for one in spoken},
        channels=frozenset(rng.choice((("phone",), ("visit",), ("phone", "visit")))),
        reasons=rng.choice((None, frozenset({1, 2}), frozenset({2, 3}), frozenset())),
    )
    start = rng.choice((0.0, rng.uniform(0, 900)))
    end = start + rng.uniform(600, 2400)
    pause = Break(rng.uniform(start, end), rng.uniform(30, 300))
    return Guide(skills, (Shift(start, end, (pause,) if rng.random() < 0.7 else ()),))


class Guided:
    """Where a guide was, told from the log and the shift alone."""

    def __init__(self, guide, talks):
        self.skills = guide.skills
        self.talks = sorted(talks)
        (shift,) = guide.shifts
        self.start = shift.start_seconds
        self.end = self._after_talk(shift.end_seconds)
        self.pauses = [
            (begin, begin + one.length_seconds)
            for one in shift.breaks
            if (begin := self._after_talk(one.start_seconds)) < self.end
        ]

    def _after_talk(self, time):
        return next((until for at, until in self.talks if at < time < until), time)

    def is_present(self, time):
        return self.start <= time < self.end

    def free_since(self, time):
        if not self.is_present(time) or self._after_talk(time) != time:
            return None
        if any(begin <= time < end for begin, end in self.pauses):
            return None
        ends = [self.start, *(until for _, until in self.talks), *(end for _, end in self.pauses)]
        return max(end for end in ends if end <= time)


def looked_at(log, guides):
    """Every moment at which something may have changed, and some between."""
    times = {*log["since"], *log["at"], *log["until"]}
    times |= {guide.start for guide in guides} | {guide.end for guide in guides}
    times |= {time for guide in guides for pause in guide.pauses for time in pause}
    between = np.random.default_rng(1).uniform(0, INTERVALS * LENGTH, 50)
    return sorted(time for time in times | set(between) if time < INTERVALS * LENGTH)


@pytest.mark.parametrize("seed", range(30))
def test_every_choice_of_a_play_is_that_of_the_desk(seed):
    centre = some_centre(seed)
    log = play_once(lay_out(centre), seed=seed, logs=True)
    log = log.log[: log.clock[0]["logged"]]
    talks = {place: [] for place in range(len(centre.guides))}
    for one in log[log["guide"] >= 0]:
        talks[int(one["guide"])].append((float(one["at"]), float(one["until"])))
    guides = [Guided(guide, talks[place]) for place, guide in enumerate(centre.guides)]
    made = 0
    for time in looked_at(log, guides):
        given = {
            (number, guides[one["guide"]].skills.key)
            for number, one in enumerate(log)
            if one["guide"] >= 0 and one["at"] == time
        }
        assert chosen(centre, log, guides, time) == given, time
        made += len(given)
    assert made == (log["guide"] >= 0).sum() > 0


def chosen(centre, log, guides, time):
    line = [
        Waiting(
            key=number,
            since=float(one["since"]),
            language=centre.types[one["type"]].language,
            channel=centre.types[one["type"]].channel,
            reason=centre.types[one["type"]].reason,
            priority=centre.types[one["type"]].priority,
        )
        for number, one in enumerate(log)
        if one["since"] <= time < one["at"] or (one["guide"] >= 0 and one["at"] == time)
    ]
    choice = choose(
        waiting=line,
        free=[
            Free(one.skills, since) for one in guides if (since := one.free_since(time)) is not None
        ],
        present=[one.skills for one in guides if one.is_present(time)],
        rules=centre.rules,
        now=time,
    )
    return {(one.contact, one.guide) for one in choice.assignments}


def test_the_line_is_asked_as_a_whole_when_somebody_goes_home():
    """Two wait for the one who knows their reasons; when that one goes, both are served at once."""
    phone = frozenset({"phone"})
    types = tuple(
        CallType(str(reason), [600.0, 0, 0], Fixed(700), reason=reason) for reason in (1, 2)
    )
    guides = (
        Guide(Skills(1, {"sv": 3}, phone, frozenset({1, 2})), (Shift(0, 450.0),)),
        Guide(Skills(2, {"sv": 3}, phone, frozenset()), (Shift(0, 1800),)),
        Guide(Skills(3, {"sv": 3}, phone, frozenset()), (Shift(0, 1800),)),
    )
    centre = Centre(types, guides, Rules(widen_reason_seconds=10_000), LENGTH)
    state = play_once(lay_out(centre), seed=3, logs=True)
    log = state.log[: state.clock[0]["logged"]]
    served = log[log["outcome"] == r.ANSWERED]
    goes_home = served["until"][served["guide"] == 0].max()
    others = served[served["guide"] != 0]
    assert sorted(others["at"])[:2] == [goes_home, goes_home]
