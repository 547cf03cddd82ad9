"""What an improvement still lacks before its stamp.

The issue says "every criterion of the programme's checklist ticked by two different people". It is
read so: each active criterion needs the word of two people, not one word from each of two people
on different criteria. The same two may tick the whole list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from hundra.core.accounts.rules import Actor
from hundra.improve.improvements.models import Criterion, Improvement, Tick

PEOPLE_PER_CRITERION = 2

# What the stamp and the public page cannot do without.
REQUIRED_FIELDS = ("title", "audience", "summary", "owner_unit_id", "planned_for", "measure")


@dataclass(frozen=True)
class CriterionStatus:
    criterion: Criterion
    ticks: tuple[Tick, ...]

    @property
    def lacks(self) -> int:
        """How many more people must tick it."""
        return max(0, PEOPLE_PER_CRITERION - len(self.ticks))

    @property
    def is_met(self) -> bool:
        return self.lacks == 0

    def is_ticked_by(self, user: Actor) -> bool:
        return any(tick.ticked_by_id == user.pk for tick in self.ticks)


@dataclass(frozen=True)
class Readiness:
    """`missing` holds a sentence for each thing that lacks; empty when ready for the stamp."""

    criteria: tuple[CriterionStatus, ...]
    missing_fields: tuple[str, ...]

    @property
    def missing_labels(self) -> tuple[str, ...]:
        """The names of the fields that are empty, as forms call them."""
        return tuple(_field_label(name) for name in self.missing_fields)

    @property
    def ticks_done(self) -> int:
        return sum(PEOPLE_PER_CRITERION - status.lacks for status in self.criteria)

    @property
    def ticks_needed(self) -> int:
        return PEOPLE_PER_CRITERION * len(self.criteria)

    @property
    def missing(self) -> tuple[str, ...]:
        fields = [
            gettext("“%(field)s” is not filled in.") % {"field": _field_label(name)}
            for name in self.missing_fields
        ]
        if not self.criteria:
            fields.append(gettext("The programme's checklist is empty."))
        return (*fields, *(_lack(status) for status in self.criteria if not status.is_met))

    @property
    def is_ready(self) -> bool:
        return bool(self.criteria) and not self.missing


def _field_label(name: str) -> str:
    field = Improvement._meta.get_field(name.removesuffix("_id"))
    return str(getattr(field, "verbose_name", name)).capitalize()


def _lack(status: CriterionStatus) -> str:
    return ngettext(
        "“%(criterion)s” must be ticked by %(count)d more person.",
        "“%(criterion)s” must be ticked by %(count)d more people.",
        status.lacks,
    ) % {"criterion": status.criterion.text, "count": status.lacks}


def missing_fields(improvement: Improvement) -> tuple[str, ...]:
    """Names of the required fields that are empty."""
    return tuple(
        name for name in REQUIRED_FIELDS if not str(getattr(improvement, name) or "").strip()
    )


def readiness(improvement: Improvement) -> Readiness:
    """The checklist with its ticks, and what lacks. Two queries."""
    criteria = Criterion.objects.filter(programme_id=improvement.programme_id, is_active=True)
    ticks = Tick.objects.filter(improvement=improvement).select_related("ticked_by")
    return assemble(improvement, criteria, ticks)


def assemble(
    improvement: Improvement, criteria: Iterable[Criterion], ticks: Iterable[Tick]
) -> Readiness:
    """The same from rows already read."""
    by_criterion: dict[int, list[Tick]] = defaultdict(list)
    for tick in ticks:
        by_criterion[tick.criterion_id].append(tick)
    return Readiness(
        criteria=tuple(
            CriterionStatus(criterion, tuple(by_criterion[criterion.pk])) for criterion in criteria
        ),
        missing_fields=missing_fields(improvement),
    )
