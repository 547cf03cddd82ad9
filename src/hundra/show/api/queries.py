"""Public records in the shape of the API. What is public is decided by improvements.queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Max, QuerySet

from hundra.core.organisation.models import Unit as UnitRecord
from hundra.improve.improvements import queries as improvements
from hundra.improve.improvements.addresses import public_url
from hundra.improve.improvements.models import Improvement as ImprovementRecord
from hundra.improve.improvements.models import Programme as ProgrammeRecord
from hundra.improve.improvements.models import Update as UpdateRecord
from hundra.measure.indicators.queries import public_series
from hundra.show.api import schemas


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a reader asks for; None means anything."""

    audience: str | None = None
    state: str | None = None
    topic: str | None = None
    unit: str | None = None
    q: str | None = None


def list_programmes() -> list[schemas.Programme]:
    """The programme that is shown to the public, or nothing."""
    shown = improvements.shown_programme()
    return [programme(shown)] if shown else []


def programme(record: ProgrammeRecord) -> schemas.Programme:
    counted = improvements.progress(record).total
    return schemas.Programme(
        slug=record.slug,
        name=record.name,
        tagline=record.tagline,
        goal=record.goal,
        goal_citizens=record.goal_citizens,
        goal_employees=record.goal_employees,
        starts_on=record.starts_on,
        ends_on=record.ends_on,
        stamped=counted.stamped,
        delivered=counted.delivered,
    )


def find_improvements(wanted: Wanted) -> QuerySet[ImprovementRecord]:
    """Public improvements as wanted. A unit stands for everything under it, too."""
    shown = improvements.shown_programme()
    if shown is None:
        return ImprovementRecord.objects.none()
    found = improvements.public_improvements(shown)
    if wanted.audience:
        found = found.filter(audience=wanted.audience)
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.topic:
        found = found.filter(topic__slug=wanted.topic)
    if wanted.unit:
        units = UnitRecord.objects.filter(code=wanted.unit)
        found = found.filter(owner_unit__path__startswith=units.values("path")[:1])
    return improvements.search(found, wanted.q or "")


def find_updates(number: int | None = None) -> QuerySet[UpdateRecord]:
    """Updates of the shown programme's numbered improvements, the newest first."""
    shown = improvements.shown_programme()
    if shown is None:
        return UpdateRecord.objects.none()
    found = improvements.public_updates(shown)
    return found if number is None else found.filter(improvement__number=number)


def list_series() -> list[schemas.Series]:
    """The shown programme's public series, with their years."""
    shown = improvements.shown_programme()
    return [
        schemas.Series(
            name=series.name,
            unit_of_measure=series.unit_of_measure,
            definition=series.definition,
            source=series.source,
            years=[
                schemas.YearValue(year=one.year, value=float(one.value), note=one.note)
                for one in series.years
            ],
        )
        for series in (public_series(shown) if shown else [])
    ]


def improvement(record: ImprovementRecord) -> schemas.Improvement:
    return schemas.Improvement(**_fields(record))


def improvement_with_story(number: int) -> schemas.ImprovementWithStory | None:
    """The numbered improvement with all that its public page tells, or None."""
    shown = improvements.shown_programme()
    found = improvements.public_improvement(shown, number) if shown else None
    if found is None:
        return None
    record = found.improvement
    return schemas.ImprovementWithStory(
        **_fields(record),
        story=record.story,
        outcome=record.outcome,
        withdrawal_reason=record.withdrawal_reason,
        suggestions=[
            schemas.Answered(
                number=suggestion.number,
                title=suggestion.public_title,
                text=suggestion.public_text,
            )
            for suggestion in found.suggestions
        ],
        other_suggestions=found.unpublished_suggestions,
        updates=[_update(each.update, record) for each in found.updates],
    )


def update(record: UpdateRecord) -> schemas.Update:
    return _update(record, record.improvement)


def _update(record: UpdateRecord, of: ImprovementRecord) -> schemas.Update:
    return schemas.Update(
        improvement=cast(int, of.number),  # Only numbered ones have public updates.
        published_at=_to_the_second(record.published_at),
        text=record.text,
        page=public_url(of),
    )


def _fields(record: ImprovementRecord) -> dict[str, Any]:
    topic, unit = record.topic, record.owner_unit
    return {
        "id": record.pk,
        "number": record.number,
        "programme": record.programme.slug,
        "audience": record.audience,
        "state": record.state,
        "title": record.title,
        "summary": record.summary,
        "topic": schemas.Topic(slug=topic.slug, name=topic.name) if topic else None,
        "unit": schemas.Unit(code=unit.code, name=unit.name) if unit else None,
        "planned_for": record.planned_for,
        "stamped_at": record.stamped_at and _to_the_second(record.stamped_at),
        "delivered_on": record.delivered_on,
        "followed_up_on": record.followed_up_on,
        "withdrawn_on": record.withdrawn_on,
        "measure": record.measure,
        "baseline": record.baseline,
        "target": record.target,
        "changed_at": _to_the_second(record.changed_at),
        "page": public_url(record),
    }


def _to_the_second(at: dt.datetime) -> dt.datetime:
    """So that every format tells the same time."""
    return at.replace(microsecond=0)


def last_change() -> dt.datetime | None:
    """When anything public changed last, for the catalogue."""
    times = [
        find_improvements(Wanted()).aggregate(at=Max("changed_at"))["at"],
        find_updates().aggregate(at=Max("published_at"))["at"],
    ]
    return max((at for at in times if at), default=None)
