"""Planning a staff survey: what is asked, whom, and between which days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Person, Unit
from hundra.hear.surveys.errors import WaveError
from hundra.hear.surveys.models import Asked, QuestionSet, Split, Wave, WaveState
from hundra.hear.surveys.services.waves.holding import held

LEAST_GROUP = 5
LONGEST = dt.timedelta(days=92)
USUAL_DAYS = 20
"""From the first day to the last: three weeks."""

BEGUN = gettext_lazy("The survey has begun. It can't be changed any more.")


@dataclass(frozen=True, kw_only=True)
class Days:
    """When a wave opens, reminds and closes; the staff is counted as of `counted_on`."""

    opens_on: dt.date
    closes_on: dt.date
    counted_on: dt.date
    remind_on: Sequence[dt.date] = ()


@dataclass(frozen=True, kw_only=True)
class Showing:
    """What results are compared with and split by (`Split`), and the smallest groups shown."""

    earlier: Wave | None = None
    splits: Sequence[str] = ()
    least_group: int = 7
    least_texts: int = 20


USUAL = Showing()


def usual_days(first: dt.date) -> Days:
    """Three weeks, with a reminder after one and one three days before the end."""
    last = first + dt.timedelta(days=USUAL_DAYS)
    reminders = (first + dt.timedelta(days=8), last - dt.timedelta(days=3))
    return Days(opens_on=first, closes_on=last, counted_on=first, remind_on=reminders)


@transaction.atomic
def plan_wave(
    *,
    question_set: QuestionSet,
    title: str,
    unit: Unit,
    days: Days,
    by: User | None,
    showing: Showing = USUAL,
    is_pilot: bool = False,
    titles: Sequence[str] = (),
    ask_whom: str = "",
) -> Wave:
    """A wave being prepared: nobody is asked yet. Raises WaveError with what to do instead."""
    wave = Wave(question_set=question_set, title=title, unit=unit, is_pilot=is_pilot, created_by=by)
    _set_days(wave, days)
    wave.titles = sorted(set(titles))
    wave.ask_whom = ask_whom
    _set_showing(wave, showing)
    _may_be_asked(wave)
    wave.save()
    return wave


@transaction.atomic
def change_basics(
    *,
    wave: Wave,
    question_set: QuestionSet,
    title: str,
    unit: Unit,
    is_pilot: bool,
    ask_whom: str,
    by: User | None,
) -> Wave:
    """What is asked, of which unit, under which name. Occupations that aren't there are dropped."""
    found = held(wave, WaveState.DRAFT, otherwise=BEGUN)
    if unit.pk != found.unit_id:
        found.titles = []
        found.people.clear()
    if question_set.slug != found.question_set.slug:
        found.earlier = None
    found.question_set, found.title, found.unit = question_set, title, unit
    found.is_pilot, found.ask_whom = is_pilot, ask_whom
    if not is_pilot:
        found.people.clear()
    _may_be_asked(found)
    found.save()
    return found


@transaction.atomic
def choose_whom(
    *, wave: Wave, titles: Iterable[str], people: Iterable[Person], by: User | None
) -> Wave:
    """Only those occupations of the unit, or for a pilot only those people; none: everybody."""
    found = held(wave, WaveState.DRAFT, otherwise=BEGUN)
    chosen = list(people)
    if chosen and not found.is_pilot:
        raise WaveError(_("People are chosen one by one for pilots only."))
    found.titles = sorted(set(titles))
    found.save(update_fields=["titles"])
    found.people.set(chosen)
    return found


@transaction.atomic
def set_days(*, wave: Wave, days: Days, by: User | None) -> Wave:
    found = held(wave, WaveState.DRAFT, otherwise=BEGUN)
    _set_days(found, days)
    found.save()
    return found


@transaction.atomic
def set_showing(*, wave: Wave, showing: Showing, by: User | None) -> Wave:
    found = held(wave, WaveState.DRAFT, otherwise=BEGUN)
    _set_showing(found, showing)
    found.save()
    return found


@transaction.atomic
def discard(*, wave: Wave, by: User | None) -> None:
    """Takes away a wave that never began."""
    held(wave, WaveState.DRAFT, otherwise=BEGUN).delete()


def _may_be_asked(wave: Wave) -> None:
    if wave.question_set.asks == Asked.CITIZENS:
        raise WaveError(_("These questions are for those who contact us, not for employees."))


def _set_days(wave: Wave, days: Days) -> None:
    today = timezone.localdate()
    if days.opens_on < today:
        raise WaveError(_("The first day has been. Choose today or later."))
    if days.closes_on < days.opens_on:
        raise WaveError(_("The last day must come after the first."))
    if days.closes_on - days.opens_on > LONGEST:
        raise WaveError(_("A survey is open for three months at most."))
    if days.counted_on > days.opens_on:
        raise WaveError(_("Count the staff as of the first day, or a day before it."))
    check_reminders(days.remind_on, days.opens_on, days.closes_on)
    wave.opens_on, wave.closes_on = days.opens_on, days.closes_on
    wave.counted_on, wave.remind_on = days.counted_on, sorted(set(days.remind_on))


def check_reminders(reminders: Iterable[dt.date], first: dt.date, last: dt.date) -> None:
    """Each after the first day, at latest on the last. Raises WaveError."""
    if any(not first < day <= last for day in reminders):
        raise WaveError(_("Reminders go after the first day, and on the last day at the latest."))


def _set_showing(wave: Wave, showing: Showing) -> None:
    _compare(wave, showing.earlier)
    _protect(wave, showing.least_group, showing.least_texts)
    wave.splits = [one.value for one in Split if one.value in showing.splits]


def _compare(wave: Wave, earlier: Wave | None) -> None:
    if earlier is None:
        wave.earlier = None
        return
    if earlier.state != WaveState.CLOSED or earlier.is_pilot:
        raise WaveError(_("Compare with a survey that is closed and was no pilot."))
    if earlier.question_set.slug != wave.question_set.slug:
        raise WaveError(_("Compare with a survey of the same questions."))
    wave.earlier = earlier


def _protect(wave: Wave, least_group: int, least_texts: int) -> None:
    least = max(LEAST_GROUP, wave.question_set.least_group)
    if least_group < least:
        raise WaveError(
            _("Groups smaller than %(least)s are never shown with these questions.")
            % {"least": least}
        )
    if least_texts < least_group:
        raise WaveError(_("Own words need at least as large a group as figures do."))
    wave.least_group, wave.least_texts = least_group, least_texts
