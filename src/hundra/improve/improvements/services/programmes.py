"""Programmes, their checklists, and topics."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext

from hundra.core.accounts.models import User
from hundra.improve.improvements.errors import InvalidError
from hundra.improve.improvements.models import Criterion, Programme, Topic
from hundra.improve.improvements.services.checklist import DEFAULT_CHECKLIST
from hundra.improve.improvements.services.writing import save


class ProgrammeDetails(TypedDict, total=False):
    name: str
    slug: str
    tagline: str
    tone: str
    goal_citizens: int
    goal_employees: int
    starts_on: dt.date
    ends_on: dt.date | None


@transaction.atomic
def create_programme(
    *,
    by: User | None,
    checklist: Sequence[str] | None = None,
    **details: Unpack[ProgrammeDetails],
) -> Programme:
    """A new programme, not yet shown, with the default checklist or the one given."""
    programme = Programme(**details)
    _save_programme(programme)
    texts = checklist if checklist is not None else [str(text) for text in DEFAULT_CHECKLIST]
    for position, text in enumerate(texts, start=1):
        save(Criterion(programme=programme, position=position, text=text))
    return programme


@transaction.atomic
def edit_programme(
    *, programme: Programme, by: User | None, **details: Unpack[ProgrammeDetails]
) -> Programme:
    programme.refresh_from_db(from_queryset=Programme.objects.select_for_update(no_key=True))
    for name, value in details.items():
        setattr(programme, name, value)
    _save_programme(programme)
    return programme


@transaction.atomic
def show_programme(*, programme: Programme, by: User | None) -> Programme:
    """Shows the programme to the public, and no other."""
    Programme.objects.select_for_update(no_key=True).filter(is_shown=True).exclude(
        pk=programme.pk
    ).update(is_shown=False)
    programme.is_shown = True
    programme.save(update_fields=["is_shown"])
    return programme


@transaction.atomic
def hide_programme(*, programme: Programme, by: User | None) -> Programme:
    """Shows the programme to the public no more. Its addresses and numbers stay."""
    programme.is_shown = False
    programme.save(update_fields=["is_shown"])
    return programme


@transaction.atomic
def add_criterion(*, programme: Programme, text: str, by: User | None) -> Criterion:
    """One more line, last in the checklist; it holds for everything not yet stamped."""
    last = programme.criteria.aggregate(last=Max("position"))["last"] or 0
    criterion = Criterion(programme=programme, text=text, position=last + 1)
    save(criterion)
    return criterion


@transaction.atomic
def reword_criterion(*, criterion: Criterion, text: str, by: User | None) -> Criterion:
    """Changes a line's text. Returns the line that now holds.

    Nobody's word is carried over to another text: a line that someone has ticked is retired and a
    new one takes its place.
    """
    if criterion.text == text:
        return criterion
    if not criterion.ticks.exists():
        criterion.text = text
        save(criterion)
        return criterion
    retire_criterion(criterion=criterion, by=by)
    successor = Criterion(
        programme_id=criterion.programme_id, position=criterion.position, text=text
    )
    save(successor)
    return successor


@transaction.atomic
def retire_criterion(*, criterion: Criterion, by: User | None) -> Criterion:
    """Takes a line out of use. Its ticks stay in the history."""
    criterion.is_active = False
    criterion.save(update_fields=["is_active"])
    return criterion


@transaction.atomic
def restore_criterion(*, criterion: Criterion, by: User | None) -> Criterion:
    """Takes a retired line into use again, with the ticks it had."""
    criterion.is_active = True
    criterion.save(update_fields=["is_active"])
    return criterion


@transaction.atomic
def move_criterion(*, criterion: Criterion, steps: int, by: User | None) -> None:
    """Moves a line in use up (negative) or down the checklist; stops at its ends."""
    lines = list(
        Criterion.objects.select_for_update()
        .filter(programme_id=criterion.programme_id, is_active=True)
        .order_by("position", "pk")
    )
    if criterion not in lines:
        return
    here = lines.index(criterion)
    there = max(0, min(len(lines) - 1, here + steps))
    lines.insert(there, lines.pop(here))
    for position, line in enumerate(lines, start=1):
        if line.position != position:
            line.position = position
            line.save(update_fields=["position"])


@transaction.atomic
def create_topic(*, name: str, slug: str, icon: str, by: User | None) -> Topic:
    topic = Topic(name=name, slug=slug, icon=icon)
    _save_topic(topic)
    return topic


@transaction.atomic
def edit_topic(*, topic: Topic, name: str, slug: str, icon: str, by: User | None) -> Topic:
    topic.name, topic.slug, topic.icon = name, slug, icon
    _save_topic(topic)
    return topic


@transaction.atomic
def remove_topic(*, topic: Topic, by: User | None) -> None:
    """Removes a topic that no improvement has."""
    if topic.improvements.exists():
        raise InvalidError(gettext("The topic is in use and cannot be removed."))
    topic.delete()


def _save_programme(programme: Programme) -> None:
    if not programme.goal:
        raise InvalidError(gettext("Set a goal of at least one improvement."))
    if programme.ends_on is not None and programme.ends_on <= programme.starts_on:
        raise InvalidError(gettext("The programme must end after it starts."))
    try:
        with transaction.atomic():
            save(programme)
    except IntegrityError as error:
        raise InvalidError(gettext("Another programme already has that address.")) from error


def _save_topic(topic: Topic) -> None:
    try:
        with transaction.atomic():
            save(topic)
    except IntegrityError as error:
        raise InvalidError(gettext("Another topic already has that name or address.")) from error
