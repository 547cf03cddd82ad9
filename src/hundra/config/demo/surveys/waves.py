"""Two waves of COPSOQ among a thousand people of the social services, and one that is open now.

Asked a little more than a year ago and again this season, by the real services at past days; what
people answered is made up (`planted`), so what has changed is known. Between the two the staff
has turned over as the organisation says.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
from django.utils import timezone
from django.utils.formats import date_format

from hundra.config.demo.clock import Clock
from hundra.config.demo.surveys.planted import planted
from hundra.config.demo.surveys.words import BEST, CHANGE
from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit
from hundra.hear.surveys.models import BallotBox, Split, Wave, WaveUnit
from hundra.hear.surveys.queries.instruments import instrument
from hundra.hear.surveys.queries.waves.population import employments_asked
from hundra.hear.surveys.sealing import seal_name, sealed
from hundra.hear.surveys.services import question_sets
from hundra.hear.surveys.services.ballots import BLOCK
from hundra.hear.surveys.services.closing import close
from hundra.hear.surveys.services.waves import opening, planning

SEED = 16
WRITES = 0.25
ADMINISTRATION = "Socialförvaltningen"
AGO = (timedelta(days=395), timedelta(days=75))
NOON = time(12)


@dataclass(frozen=True)
class Asked:
    """Someone who is asked, by where and as what."""

    unit: int
    title: str
    is_manager: bool


def create_waves(clock: Clock, users: Mapping[str, User], *, today: date) -> list[Wave]:
    """The two closed waves, the earlier first."""
    by, days = users["hr"], [today - ago for ago in AGO]
    clock.turn_to(_at(days[0]))
    waves = [_planned(day, by) for day in days]
    made = _planted(waves)
    shown = planning.Showing(splits=[Split.OCCUPATION])
    for wave, answers, day in zip(waves, made, days, strict=True):
        clock.turn_to(_at(day))
        planning.set_showing(wave=wave, showing=shown, by=by)
        opening.open_wave(wave=wave, by=by, today=day)
        clock.turn_to(_at(day + timedelta(days=planning.USUAL_DAYS + 1)))
        _drop(wave, answers)
        close(wave=wave, by=by)
        shown = planning.Showing(splits=[Split.OCCUPATION], earlier=wave)
    return waves


def open_one(users: Mapping[str, User]) -> None:
    """A short wave that can be answered now, at the workplace of the demo's employee."""
    unit = users["medarbetare"].person.employments.current().get().unit
    first = timezone.localdate()
    wave = planning.plan_wave(
        question_set=question_sets.current("hme"),
        title="Medarbetarengagemang",
        unit=unit,
        days=planning.usual_days(first),
        by=users["hr"],
    )
    opening.open_wave(wave=wave, by=users["hr"])


def _at(day: date) -> datetime:
    return datetime.combine(day, NOON, tzinfo=timezone.get_current_timezone())


def _planned(day: date, by: User) -> Wave:
    return planning.plan_wave(
        question_set=question_sets.current("copsoq"),
        title=f"Så har vi det på jobbet, {date_format(day, 'F Y')}",
        unit=Unit.objects.get(name=ADMINISTRATION),
        days=planning.usual_days(day),
        by=by,
    )


def _planted(waves: Sequence[Wave]) -> list[list[tuple[Asked, list[int]]]]:
    """Who answers what in each wave, by who will be asked."""
    asked = [_asked(wave) for wave in waves]
    people = sorted({key for one in asked for key in one})
    home = [next(one[key].unit for one in reversed(asked) if key in one) for key in people]
    units = {key: place for place, key in enumerate(sorted(set(home)))}
    first, second = (np.array([key in one for key in people]) for one in asked)
    made = planted(
        instrument(waves[0].question_set),
        [units[key] for key in home],
        asked=(first, second),
        units=len(units),
        seed=SEED,
    )
    return [
        [
            (of[people[place]], values)
            for place, values in zip(one.people, one.values.tolist(), strict=True)
        ]
        for of, one in zip(asked, made.waves, strict=True)
    ]


def _asked(wave: Wave) -> dict[int, Asked]:
    rows = employments_asked(wave).values_list("person_id", "unit_id", "title", "is_manager")
    return {person: Asked(unit, title, leads) for person, unit, title, leads in rows}


def _drop(wave: Wave, answers: Sequence[tuple[Asked, list[int]]]) -> None:
    """Each unit's ballots into its box, as if they had been dropped there one by one."""
    chance = random.Random(wave.pk)  # noqa: S311 — the same demo everywhere, nothing secret.
    ballots: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for one, values in answers:
        ballots[one.unit].append(
            {
                "values": values,
                "texts": _texts(chance),
                "title": one.title,
                "is_manager": one.is_manager,
            }
        )
    for unit, dropped in ballots.items():
        chance.shuffle(dropped)
        BallotBox.objects.create(
            wave=wave, unit_id=unit, seal=seal_name(), content=sealed(dropped, block=BLOCK)
        )
        WaveUnit.objects.filter(wave=wave, unit=unit).update(answered=len(dropped))


def _texts(chance: random.Random) -> dict[str, str]:
    told = {"best": BEST, "change": CHANGE}
    return {code: chance.choice(words) for code, words in told.items() if chance.random() < WRITES}
