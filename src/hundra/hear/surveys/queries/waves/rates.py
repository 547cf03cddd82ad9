"""How many have answered, by unit. Counts alone, of whole units: never who."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from hundra.core.accounts.rules import Actor
from hundra.hear.surveys import rules
from hundra.hear.surveys.models import Wave, WaveInvitation, WaveUnit, WayIn
from hundra.hear.surveys.queries.waves.population import paths_upward


@dataclass(frozen=True, slots=True)
class Rate:
    """A unit with all below it: how many were asked, and how many of them have answered."""

    unit: int
    name: str
    depth: int
    invited: int
    answered: int
    order: tuple[str, ...]
    """Sorts as the tree is read: parents first, siblings in Swedish order."""

    @property
    def share(self) -> float | None:
        """Per cent."""
        return 100 * self.answered / self.invited if self.invited else None


def rates(wave: Wave, *, by: Actor) -> list[Rate]:
    """Every unit asked that the reader may see, in tree order. One query."""
    rows = list(
        WaveUnit.objects.filter(wave=wave)
        .order_by()
        .values_list("unit_id", "name", "path", "invited", "answered")
    )
    invited: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    names = {path: name for _unit, name, path, _invited, _answered in rows}
    top = wave.unit.path
    for _unit, _name, path, n, done in rows:
        for above in paths_upward(path, top):
            invited[above] += n
            answered[above] += done
    seen = _seen_paths(wave, by)
    shown = [row for row in rows if row[2].startswith(seen)]
    least = min((row[2].count("/") for row in shown), default=0)
    orders: dict[str, tuple[str, ...]] = {}
    for path in sorted(names):  # Parents before children.
        orders[path] = (*orders.get(_above(path), ()), _sorted_as(names[path]))
    found = [
        Rate(
            unit,
            name,
            path.count("/") - least,
            invited[path],
            answered[path],
            orders[path],
        )
        for unit, name, path, _invited, _answered in shown
    ]
    return sorted(found, key=lambda rate: rate.order)


def _seen_paths(wave: Wave, by: Actor) -> tuple[str, ...]:
    if rules.may_plan(by, wave.unit):
        return (wave.unit.path,)
    return tuple(rules.followed_paths(by))


def _above(path: str) -> str:
    return path.rstrip("/").rpartition("/")[0] + "/"


def _sorted_as(name: str) -> str:
    return name.casefold().translate(str.maketrans("åäö", "{|}"))


@dataclass(frozen=True)
class Standing:
    """Where a wave stands, of all units that the reader sees."""

    invited: int
    answered: int
    waiting: int
    """Links that have not been sent yet."""
    links: int
    slips: int
    printed: int

    @property
    def share(self) -> float | None:
        return 100 * self.answered / self.invited if self.invited else None

    @property
    def sent(self) -> int:
        return self.links - self.waiting

    @property
    def version(self) -> str:
        """Changes with all that the figures show."""
        return "-".join(map(str, (self.invited, self.answered, self.waiting, self.printed)))


def standing(wave: Wave, *, by: Actor) -> Standing:
    """Two queries."""
    units, links = _places(wave, by)
    counted = WaveUnit.objects.filter(units, wave=wave).aggregate(
        invited=Sum("invited"), answered=Sum("answered")
    )
    slip = Q(way_in=WayIn.SLIP)
    sent = WaveInvitation.objects.filter(links, wave=wave).aggregate(
        waiting=Count("pk", filter=~slip & Q(sent_on=None)),
        links=Count("pk", filter=~slip),
        slips=Count("pk", filter=slip),
        printed=Count("pk", filter=slip & Q(sent_on__isnull=False)),
    )
    return Standing(counted["invited"] or 0, counted["answered"] or 0, **sent)


def _places(wave: Wave, by: Actor) -> tuple[Q, Q]:
    """Which units and invitations the reader's counts are of; the whole wave needs no filter."""
    paths = _seen_paths(wave, by)
    if wave.unit.path.startswith(paths):
        return Q(), Q()
    units, links = Q(pk__in=()), Q(pk__in=())
    for path in paths:
        units |= Q(path__startswith=path)
        links |= Q(unit__path__startswith=path)
    return units, links


@dataclass(frozen=True)
class SlipLine:
    """A unit with slips: how many, how many are printed, how many are used."""

    unit: int
    name: str
    slips: int
    printed: int
    used: int

    @property
    def left(self) -> int:
        return self.slips - self.used


def slip_lines(wave: Wave, *, by: Actor) -> list[SlipLine]:
    """The units with slips that the reader may print, in Swedish order. One query."""
    _units, links = _places(wave, by)
    rows = (
        WaveInvitation.objects.filter(links, wave=wave, way_in=WayIn.SLIP)
        .order_by()
        .values_list("unit_id", "unit__name")
        .annotate(
            slips=Count("pk"),
            printed=Count("pk", filter=Q(sent_on__isnull=False)),
            used=Count("pk", filter=Q(is_answered=True)),
        )
    )
    return sorted((SlipLine(*row) for row in rows), key=lambda line: _sorted_as(line.name))
