"""A made survey (`survey_data`) laid into a database: units, staff, both waves by the services."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from harness.survey_data import SCALES, Survey

if TYPE_CHECKING:
    from hundra.core.accounts.models import User
    from hundra.core.organisation.models import Unit
    from hundra.hear.surveys.models import QuestionSet, Wave

TITLES = 60


@dataclass
class Town:
    """`waves` are closed and published, the later compared with the earlier."""

    hr: User
    waves: list[Wave]
    seconds: dict[str, float]


def laid(survey: Survey) -> Town:
    """Both waves are planned, opened, answered and closed as HR does it; `seconds` of the later."""
    units = _units(survey)
    _staff(survey, units)
    town = Town(_hr(units[0]), [], {})
    asked = _question_set(survey)
    for place in (0, 1):
        _wave(town, survey, units, asked, place)
    return town


def _hr(unit: Unit) -> User:
    from django.utils import timezone

    from hundra.core.accounts.models import Role, RoleGrant, User

    user = User.objects.create_user("hr@example.org", None, name="Hanna Hittepå")
    RoleGrant.objects.create(user=user, role=Role.HR, unit=unit, granted_at=timezone.now())
    return user


def _units(survey: Survey) -> list[Unit]:
    from hundra.core.organisation.models import Unit, UnitKind

    parents = survey.tree.parents.tolist()
    made: list[Unit] = []
    for place, above in enumerate(parents):
        kind = UnitKind.UNIT if above >= 0 else UnitKind.ADMINISTRATION
        unit = Unit(code=f"u{place}", name=f"Enhet {place:04}", kind=kind)
        unit.parent = made[above] if above >= 0 else None
        unit.save()
        unit.path = f"{made[above].path if above >= 0 else '/'}{unit.pk}/"
        made.append(unit)
    Unit.objects.bulk_update(made, ["path"])
    return made


def _staff(survey: Survey, units: list[Unit]) -> None:
    from hundra.core.organisation.models import Employment, Person

    places = np.repeat(np.arange(len(units)), survey.population).tolist()
    people = Person.objects.bulk_create(
        (
            Person(
                number=f"n{number}",
                given_name="Påhitt",
                family_name=f"Exempelsson {number}",
                email=f"nr{number}@example.org",
            )
            for number in range(len(places))
        ),
        batch_size=5_000,
    )
    since = dt.date(2015, 1, 1)
    Employment.objects.bulk_create(
        (
            Employment(
                person=person,
                unit=units[place],
                post=f"p{number}",
                title=f"Yrke {number % TITLES}",
                hours_per_week=40,
                starts_on=since,
            )
            for number, (person, place) in enumerate(zip(people, places, strict=True))
        ),
        batch_size=5_000,
    )


def _question_set(survey: Survey) -> QuestionSet:
    """The instrument as a file of it would be loaded."""
    from hundra.hear.surveys.services import question_sets

    said = {"sv": "Fråga", "en": "Question"}
    options = [
        {"value": value, "texts": {"sv": f"{value}", "en": f"{value}"}} for value in range(1, 6)
    ]
    text = json.dumps(
        {
            "slug": "stor",
            "source": "made",
            "asks": "staff",
            "titles": said,
            "intros": said,
            "thanks": said,
            "items": [
                {"code": one.code, "texts": said, "options": options, "reversed": one.is_reversed}
                for one in survey.instrument.items
            ],
            "scales": [
                {
                    "code": one.code,
                    "titles": {"sv": f"Skala {place}", "en": f"Scale {place}"},
                    "items": list(one.items),
                    "good": one.good.value,
                    "outcome": place == 0,
                }
                for place, one in enumerate(survey.instrument.scales[:SCALES])
            ],
        }
    )
    return question_sets.load(text)


def _wave(town: Town, survey: Survey, units: list[Unit], asked: QuestionSet, place: int) -> None:
    from django.utils import timezone

    from hundra.hear.surveys.services.closing import close
    from hundra.hear.surveys.services.waves import opening, planning

    today = timezone.localdate()
    earlier = town.waves[0] if town.waves else None
    wave = planning.plan_wave(
        question_set=asked,
        title=f"Enkät {place}",
        unit=units[0],
        days=planning.usual_days(today),
        by=town.hr,
        showing=planning.Showing(earlier=earlier, splits=["occupation", "manager"]),
    )
    for name, work in (
        ("opened, a link to each", lambda: opening.open_wave(wave=wave, by=town.hr)),
        ("", lambda: _answered(wave, survey, units, place)),
        ("closed and published", lambda: close(wave=wave, by=town.hr)),
    ):
        start = time.perf_counter()
        work()
        if name:
            town.seconds[name] = time.perf_counter() - start
    town.waves.append(wave)


def _answered(wave: Wave, survey: Survey, units: list[Unit], place: int) -> None:
    """Each unit's ballots in its box."""
    from django.db.models import F

    from hundra.hear.surveys.models import BallotBox, WaveUnit
    from hundra.hear.surveys.sealing import seal_name, sealed

    boxes, counts = [], {}
    for unit, ballots in _ballots(survey, place):
        content = sealed(ballots)
        boxes.append(BallotBox(wave=wave, unit=units[unit], seal=seal_name(), content=content))
        counts[units[unit].pk] = len(ballots)
    BallotBox.objects.bulk_create(boxes, batch_size=200)
    rows = list(WaveUnit.objects.filter(wave=wave).annotate(key=F("unit_id")))
    for row in rows:
        row.answered = counts.get(row.unit_id, 0)
    WaveUnit.objects.bulk_update(rows, ["answered"], batch_size=500)


def _ballots(survey: Survey, place: int) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    order = np.argsort(survey.units[place], kind="stable")
    those = survey.units[place][order]
    answers = survey.answers[place][order].tolist()
    starts = np.flatnonzero(np.r_[True, those[1:] != those[:-1]])
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(those)], strict=True):
        yield (
            int(those[start]),
            [
                {
                    "values": answers[row],
                    "texts": {},
                    "title": f"Yrke {row % TITLES}",
                    "is_manager": row == start,
                }
                for row in range(start, end)
            ],
        )
