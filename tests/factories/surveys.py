"""People who are asked, and answer: those who contact us, and employees.

An employee's wave: `open_wave({unit: 12})` has links (`.secret` of each), `closed_wave({unit:
[[1, 5], [2, -1]]})` has sealed answers.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import factory
import numpy as np
from factory.django import DjangoModelFactory
from tests.factories.organisation import PersonFactory, UnitFactory

from hundra.core.organisation.models import Person, Unit
from hundra.hear.surveys.models import (
    AskedChannel,
    Invitation,
    ItemKind,
    Member,
    QuestionSet,
    Wave,
    WaveInvitation,
    WaveState,
    WaveUnit,
    WayIn,
)
from hundra.hear.surveys.services import ballots, question_sets, sealed
from hundra.hear.surveys.services.answering import answer
from hundra.hear.surveys.services.inviting import invite

GOOD = {"easily": 5, "kindly": 4, "clearly": 5}


def asked(unit: Unit | None = None, *, at: Any = None, **about: Any) -> Invitation:
    """Someone with a link in their hand."""
    unit = unit or UnitFactory()
    made = invite(
        question_set="service",
        address="",
        channel=AskedChannel.LINK,
        language="sv",
        about={"unit": unit.pk, "desk": "medborgare", "channel": "phone", **about},
        quarantine_days=90,
        at=at,
    )
    assert made is not None
    return made


def answered(
    unit: Unit, n: int = 1, *, answers: dict[str, Any] | None = None, at: Any = None, **about: Any
) -> None:
    """`n` people who answered; their answers lie in the box until it is mixed."""
    for _ in range(n):
        made = asked(unit, at=at, **about)
        answer(secret=made.secret, answers=GOOD if answers is None else answers, at=at)


class WaveFactory(DjangoModelFactory):
    """A wave being prepared, of the eNPS question; `set` chooses another instrument."""

    class Meta:
        model = Wave
        exclude = ["set"]

    set = "enps"
    question_set = factory.LazyAttribute(lambda wave: question_sets.current(wave.set))
    title = factory.Sequence(lambda n: f"Medarbetarenkät {n}")
    unit = factory.SubFactory(UnitFactory)
    counted_on = date(2026, 5, 1)
    opens_on = date(2026, 5, 4)
    closes_on = date(2026, 5, 22)


def wave_units(wave: Wave, invited: Mapping[Unit, int]) -> dict[int, WaveUnit]:
    """The tree as it stood: those units and all above them up to the wave's own."""
    keys: set[int] = {wave.unit.pk}
    for unit in invited:
        assert unit.path.startswith(wave.unit.path), f"{unit} does not lie under {wave.unit}"
        keys |= {int(key) for key in unit.path[len(wave.unit.path) :].split("/") if key}
    made: dict[int, WaveUnit] = {}
    counts = {unit.pk: n for unit, n in invited.items()}
    for unit in Unit.objects.filter(pk__in=keys).order_by("path"):
        made[unit.pk] = WaveUnit.objects.create(
            wave=wave,
            unit=unit,
            parent=made.get(unit.parent_id or 0),
            name=unit.name,
            path=unit.path,
            invited=counts.get(unit.pk, 0),
        )
    return made


def invitation(wave: Wave, unit: Unit, *, person: Person | None = None, **given: Any) -> Any:
    """Someone with a link of the wave in their hand: `secret` of what is returned."""
    title = given.pop("title", "Socialsekreterare")
    is_manager = given.pop("is_manager", False)
    member = Member.objects.create(
        wave=wave,
        person=person or PersonFactory(),
        unit=unit,
        title=title,
        is_manager=is_manager,
    )
    secret = ballots.new_secret(wave)
    made = WaveInvitation.objects.create(
        wave=wave,
        member=member,
        unit=unit,
        title=title,
        is_manager=is_manager,
        way_in=WayIn.EMAIL,
        secret_hash=ballots.secret_hash(secret),
        **given,
    )
    made.secret = secret
    return made


def slip(wave: Wave, unit: Unit) -> Any:
    """A paper slip: its code is `secret`."""
    made = WaveInvitation.objects.create(wave=wave, unit=unit, way_in=WayIn.SLIP, secret_hash="-")
    made.secret = ballots.new_code()
    made.secret_hash = ballots.secret_hash(made.secret)
    made.save()
    return made


def open_wave(invited: Mapping[Unit, int], **wave: Any) -> tuple[Wave, list[Any]]:
    """An open wave of the units, and its invitations, unit by unit. Open whatever day it is."""
    wave.setdefault("unit", next(iter(invited)))
    wave.setdefault("opens_on", date(2026, 5, 4))
    wave.setdefault("closes_on", date(2099, 5, 22))
    made = WaveFactory(state=WaveState.OPEN, **wave)
    wave_units(made, invited)
    return made, [invitation(made, unit) for unit, n in invited.items() for _ in range(n)]


def closed_wave(
    given: Mapping[Unit, Sequence[Sequence[int]]],
    *,
    invited: Mapping[Unit, int] | None = None,
    titles: Mapping[Unit, Sequence[str]] | None = None,
    managers: Mapping[Unit, Sequence[bool]] | None = None,
    people: Mapping[Unit, Sequence[Person]] | None = None,
    **wave: Any,
) -> Wave:
    """A closed wave with the answers given: a row for each person, a value for each scale item.

    By unit, in the instrument's order, -1 for not answered. As many are asked as answered, unless
    `invited` says more. `people` become members (for changes: who stayed). Nothing is published.
    """
    wave.setdefault("unit", next(iter(given)))
    made = WaveFactory(state=WaveState.CLOSED, closed_on=date(2026, 5, 23), **wave)
    counts = {unit: len(rows) for unit, rows in given.items()}
    own = wave_units(made, {**counts, **(invited or {})})
    for unit, n in counts.items():
        WaveUnit.objects.filter(pk=own[unit.pk].pk).update(answered=n)
    Member.objects.bulk_create(
        Member(wave=made, person=one, unit=unit, title="Socialsekreterare")
        for unit, those in (people or {}).items()
        for one in those
    )
    sealed.write(wave=made, answers=_answers(made.question_set, given, titles, managers))
    return made


def _answers(
    asked: QuestionSet,
    given: Mapping[Unit, Sequence[Sequence[int]]],
    titles: Mapping[Unit, Sequence[str]] | None,
    managers: Mapping[Unit, Sequence[bool]] | None,
) -> sealed.Answers:
    columns = asked.items.filter(kind=ItemKind.SCALE).count()
    rows = [row for those in given.values() for row in those]
    units = [unit.pk for unit, those in given.items() for _ in those]
    occupations = [
        one
        for unit, those in given.items()
        for one in (titles or {}).get(unit, ["Socialsekreterare"] * len(those))
    ]
    leads = [
        one
        for unit, those in given.items()
        for one in (managers or {}).get(unit, [False] * len(those))
    ]
    return sealed.Answers(
        np.array(rows, np.int16).reshape(len(rows), columns),
        np.array(units, np.int64),
        np.array(occupations, np.str_),
        np.array(leads, np.bool_),
    )
