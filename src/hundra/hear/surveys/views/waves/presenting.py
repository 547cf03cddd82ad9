"""What the page of a survey is made of."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hundra.core.accounts.rules import Actor
from hundra.core.ui.components import Step
from hundra.hear.surveys.models import Wave, WaveState
from hundra.hear.surveys.queries.waves.instruments import minutes_of
from hundra.hear.surveys.queries.waves.piloting import pilot_outcome
from hundra.hear.surveys.queries.waves.population import population
from hundra.hear.surveys.queries.waves.rates import standing
from hundra.hear.surveys.services.waves import reminding


def draft(wave: Wave) -> dict[str, Any]:
    """A wave being prepared: what is settled, and whom it would ask."""
    found = population(wave)
    today = timezone.localdate()
    questions = wave.question_set.items.count()
    return {
        "found": found,
        "questions": questions,
        "minutes": minutes_of(questions),
        "chosen_people": wave.people.count(),
        "can_open": found.asked > 0 and wave.closes_on >= today,
        "is_late": wave.opens_on < today,
        "day_has_come": wave.opens_on <= today,
    }


def begun(wave: Wave, *, by: Actor) -> dict[str, Any]:
    """An open, closed or cancelled wave."""
    today = timezone.localdate()
    found = standing(wave, by=by)
    return {
        "standing": found,
        "steps": _steps(wave, today),
        "next_reminder": next((day for day in wave.remind_on if day > today), None),
        "may_remind": today not in wave.remind_on and wave.opens_on < today,
        "due": reminding.due_reminder(wave, today),
        "outcome": pilot_outcome(wave) if wave.state == WaveState.CLOSED else None,
        "left": (wave.closes_on - today).days,
    }


def _steps(wave: Wave, today: dt.date) -> list[Step]:
    """Opened, reminded, last day, results."""
    stopped = wave.state == WaveState.CANCELLED
    ended = wave.state != WaveState.OPEN
    dates = [(_("Opened"), wave.opens_on)]
    dates += [(_("Reminder"), day) for day in wave.remind_on if day <= (wave.closed_on or day)]
    dates += [(_("Last day"), wave.closes_on)]
    steps = [Step(label, _state(day, today, ended), _day(day)) for label, day in dates]
    if stopped:
        return [*steps, Step(wave.get_state_display(), "stopped", _day(wave.closed_on))]
    return [*steps, Step(_("Closed"), "done" if wave.closed_on else "coming", _day(wave.closed_on))]


def _state(day: dt.date, today: dt.date, ended: bool) -> str:
    if ended or day < today:
        return "done"
    return "current" if day == today else "coming"


def _day(day: dt.date | None) -> str:
    return date_format(day, "j b") if day else ""
