"""Why a wish was refused or a need is not met, in words.

A refused wish is granted for a try: the person's other days are solved anew around it, the
others' held as they are. If no rule-abiding days exist, the rules that forbid it are the reason;
else it is what would have become worse. For a need each of those who could meet it is asked why
they do not.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from hundra.engines.rostering.breaches import breaches
from hundra.engines.rostering.conflicts import smallest_conflict
from hundra.engines.rostering.framing import Frame
from hundra.engines.rostering.grid import OFF, Label, Plan, cost, personal_cost, present
from hundra.engines.rostering.improving import solve_part
from hundra.engines.rostering.parts import Part
from hundra.engines.rostering.problem import Need, Wish
from hundra.engines.rostering.solution import Answer, Reason, Shortage

MESSAGES = {
    "rule": "because of the rule %(rule)s (%(paragraph)s)",
    "agreed": "because of the rule %(rule)s",
    "need": "because %(missing)s more would be missing on %(day)s %(start)s–%(end)s",
    "need_skill": "because %(missing)s more with %(skills)s would be missing"
    " on %(day)s %(start)s–%(end)s",
    "own_wishes": "because it would refuse other wishes or shares that weigh more",
    "later": "because the time was not enough to find a roster with it",
    "nobody": "because nobody in the roster can meet it",
    "away": "because %(count)s of the %(total)s who could are away",
    "forbidden": "because %(count)s of the %(total)s who could may not by the rule %(rule)s",
    "busy": "because %(count)s of the %(total)s who could are needed more elsewhere",
}
AWAY = ("absence", "own_holiday")
TRY_SECONDS = 5.0
CONFLICT_SECONDS = 5.0
MOST_REASONS = 3


def reason(code: str, **parameters: object) -> Reason:
    return Reason(code=code, message=MESSAGES[code], parameters=MappingProxyType(parameters))


def clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


@dataclass(frozen=True, slots=True)
class Explained:
    """The plan, which may have got better by the tries, and the reasons found."""

    plan: Plan
    refusals: dict[str, tuple[Reason, ...]]


def explain_wishes(
    framed: Frame, plan: Plan, *, seconds: float, is_stopped: Callable[[], bool]
) -> Explained:
    """Reasons for each wish that the plan refuses, by the wish's key.

    A wish that can be granted without loss is granted. What there is no time for gets no reason
    but that.
    """
    end = time.monotonic() + seconds
    refusals: dict[str, tuple[Reason, ...]] = {}
    for wish in sorted(framed.problem.wishes, key=lambda one: -one.weight):
        if wish.day not in framed.problem.period or _is_met(framed, plan, wish):
            continue
        if time.monotonic() >= end or is_stopped():
            refusals[wish.key] = (reason("later"),)
            continue
        better, why = _try_wish(framed, plan, wish, end)
        if better is not None:
            plan = better
        else:
            refusals[wish.key] = why
    return Explained(plan, refusals)


def _cell(framed: Frame, wish: Wish) -> tuple[int, int]:
    keys = [person.key for person in framed.problem.people]
    return keys.index(wish.person), framed.problem.period.number(wish.day)


def _shift(framed: Frame, number: int) -> str | None:
    if number == OFF:
        return None
    return framed.problem.shift_types[framed.duties[number].kind].key


def _is_met(framed: Frame, plan: Plan, wish: Wish) -> bool:
    person, day = _cell(framed, wish)
    return wish.is_met(_shift(framed, int(plan[person, day])))


def _try_wish(
    framed: Frame, plan: Plan, wish: Wish, end: float
) -> tuple[Plan | None, tuple[Reason, ...]]:
    person, day = _cell(framed, wish)
    options = [OFF, *range(len(framed.duties))]
    granting = frozenset(u for u in options if wish.is_met(_shift(framed, u)))
    found, finished = _granted(framed, plan, (person, day), granting, end)
    if found is None:
        return None, _forbidding(framed, (person, day), granting, end) if finished else _later()
    if cost(framed.grid, found) <= cost(framed.grid, plan):
        return found, ()
    return None, tuple(_worse(framed, plan, found, person))


def _later() -> tuple[Reason, ...]:
    return (reason("later"),)


def _granted(
    framed: Frame, plan: Plan, cell: tuple[int, int], granting: frozenset[int], end: float
) -> tuple[Plan | None, bool]:
    """The best plan of the person's days with the wish granted; and whether that is certain."""
    person, day = cell
    free = np.zeros(plan.shape, np.bool_)
    free[person] = True
    allowed = framed.grid.allowed.copy()
    allowed[person, day] &= np.array([u in granting for u in range(len(framed.duties))])
    base = plan.copy()
    if granting == {OFF}:
        free[person, day] = False
        base[person, day] = OFF
    elif OFF not in granting:
        # Work is wanted: being off that day costs more than anything can gain.
        framed = _dear_off(framed, person, day)
    seconds = max(0.1, min(TRY_SECONDS, end - time.monotonic()))
    found, finished = solve_part(framed.grid, Part(free, base, allowed), seconds=seconds, seed=0)
    if found is None or int(found[person, day]) not in granting:
        return None, finished
    return found, finished


def _dear_off(framed: Frame, person: int, day: int) -> Frame:
    worker = framed.grid.workers[person]
    price = worker.cost.copy()
    price[day, :] -= 1 << 30
    workers = list(framed.grid.workers)
    workers[person] = replace(worker, cost=price)
    return replace(framed, grid=replace(framed.grid, workers=tuple(workers)))


def _forbidding(
    framed: Frame, cell: tuple[int, int], granting: frozenset[int], end: float
) -> tuple[Reason, ...]:
    limit = min(end, time.monotonic() + CONFLICT_SECONDS)
    labels = smallest_conflict(framed.grid, [cell[0]], end=limit, wanted={cell: granting})
    rules = dict.fromkeys(label.rule for label in sorted(labels, key=repr))
    return tuple(of_rule(framed, code) for code in rules) or _later()


def of_rule(framed: Frame, code: str) -> Reason:
    """The rule as a reason, by its name (a message id of its own) and paragraph."""
    rule = framed.problem.rules.get(code)
    if rule is None or not rule.paragraph:
        return reason("agreed", rule=code if rule is None else rule.name)
    return reason("rule", rule=rule.name, paragraph=f"{rule.source}, {rule.paragraph}")


def _worse(framed: Frame, plan: Plan, other: Plan, person: int) -> Iterator[Reason]:
    """What the other plan does worse: needs first, the most costly first."""
    lost: dict[tuple[int, frozenset[str], int], list[Need]] = {}
    for cover in framed.grid.covers:
        if cover.label.rule not in ("need", "must_need"):
            continue
        before, after = present(cover, plan), present(cover, other)
        missing = max(0, cover.required - after) - max(0, cover.required - before)
        if missing > 0:
            need = framed.problem.needs[int(cover.label.about)]
            lost.setdefault((cover.parts[0][0], need.skills, missing), []).append(need)
    told = sorted(lost.items(), key=lambda item: -item[0][2] * sum(n.under for n in item[1]))
    for (_, skills, missing), needs in told[:MOST_REASONS]:
        yield _missing(needs, skills, missing)
    same = personal_cost(framed.grid, person, other[person])
    if not told or same > personal_cost(framed.grid, person, plan[person]):
        yield reason("own_wishes")


def _missing(needs: list[Need], skills: frozenset[str], missing: int) -> Reason:
    """For the needs of one day together: from the first's start to the last's end."""
    first, last = min(one.start for one in needs), max(one.end for one in needs)
    about: dict[str, object] = {
        "missing": missing,
        "day": needs[0].day.isoformat(),
        "start": clock(first),
        "end": clock(last),
    }
    if skills:
        return reason("need_skill", skills=", ".join(sorted(skills)), **about)
    return reason("need", **about)


def answer_reasons(
    answers: tuple[Answer, ...], refusals: dict[str, tuple[Reason, ...]]
) -> tuple[Answer, ...]:
    return tuple(
        one if one.granted else replace(one, reasons=refusals.get(one.wish.key, _later()))
        for one in answers
    )


# Needs


class NeedReasons:
    """Asks of each who could meet a need why they do not. Remembers what it has found."""

    def __init__(self, framed: Frame, plan: Plan) -> None:
        self.framed = framed
        self.plan = plan
        self._known: dict[tuple[int, int, int], tuple[Label, ...]] = {}

    def explain(self, shortage: Shortage) -> Shortage:
        """The shortage with its reasons, the most telling first."""
        problem, need = self.framed.problem, shortage.need
        day = problem.period.number(need.day)
        people = [i for i, one in enumerate(problem.people) if need.asks(one)]
        if not people:
            return replace(shortage, reasons=(reason("nobody"),))
        serving = [
            u for u, duty in enumerate(self.framed.duties) if duty.serves(need.start, need.end)
        ]
        codes = Counter(self._why(person, day, serving) for person in people)
        del codes["present"]
        return replace(shortage, reasons=tuple(self._told(codes, len(people))))

    def _told(self, codes: Counter[str], total: int) -> Iterator[Reason]:
        for code, count in codes.most_common():
            if code in ("away", "busy"):
                yield reason(code, count=count, total=total)
            else:
                rule = self.framed.problem.rules.get(code)
                name = code if rule is None else rule.name
                yield reason("forbidden", count=count, total=total, rule=name)

    def _why(self, person: int, day: int, serving: list[int]) -> str:
        """Why the person does not meet it: present, away, busy or a rule's code."""
        if int(self.plan[person, day]) in serving:
            return "present"
        if self.framed.problem.people[person].is_away(self.framed.problem.period.day(day)):
            return "away"
        fewest: tuple[Label, ...] | None = None
        for duty in serving:
            labels = self._breaches(person, day, duty)
            if fewest is None or len(labels) < len(fewest):
                fewest = labels
            if not labels:
                return "busy"
        return fewest[0].rule if fewest else "busy"

    def _breaches(self, person: int, day: int, duty: int) -> tuple[Label, ...]:
        """Hard rules that would break if the person did the duty that day, else as planned."""
        known = (person, day, duty)
        if known not in self._known:
            row = self.plan[person].copy()
            row[day] = duty
            self._known[known] = tuple(breaches(self.framed.grid, person, row))
        return self._known[known]
