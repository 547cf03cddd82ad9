"""Mail to employees about rosters, swaps and conditions.

It tells no more than the reader may know.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hundra.core.messages import services as outbox
from hundra.improve.staffing.models import (
    Assignment,
    Condition,
    RosterPeriod,
    StaffPerson,
    Swap,
    SwapState,
)

LANGUAGE = settings.LANGUAGE_CODE
PAGES: dict[type, str] = {Assignment: "my_roster", Condition: "my_terms", Swap: "my_swaps"}


def swap_offered(swap: Swap, to: Iterable[StaffPerson]) -> None:
    """To those who can take it."""
    with translation.override(LANGUAGE):
        told = {"name": swap.giver, "shift": shift_words(swap.given)}
        subject = _("A shift is offered: %(shift)s") % told
        text = _("%(name)s offers the shift %(shift)s.") % told
        if swap.text:
            text += f"\n\n”{swap.text}”"
        _send(subject, text, to, "swap_offered", swap, f"offered:{swap.pk}")


def wishes_open(period: RosterPeriod, until: dt.date) -> None:
    """To all in the desk's roster, for each last day that is set."""
    if period.wishes_until is None:
        return
    with translation.override(LANGUAGE):
        told = {"days": _days(period), "until": date_format(until, "l j F")}
        _to_all(
            period,
            _("Wish for your days: %(days)s") % told,
            _("You can wish until and with %(until)s.") % told,
            "my_wishes",
            f"wishes_open:{until}",
        )


def roster_published(period: RosterPeriod) -> None:
    """To all in the desk's roster."""
    with translation.override(LANGUAGE):
        _to_all(
            period,
            _("Your roster: %(days)s") % {"days": _days(period)},
            _("The roster is published. See your shifts, and what came of your wishes."),
            "my_roster",
            "published",
        )


def swap_moved(swap: Swap) -> None:
    """To both, when it is accepted, swapped, or refused."""
    with translation.override(LANGUAGE):
        told = {"giver": swap.giver, "taker": swap.taker, "shift": shift_words(swap.given)}
        subject, text = _moved(swap)
        if swap.returned is not None:
            told["back"] = shift_words(swap.returned)
            text += " " + _("In return %(giver)s works %(back)s.")
        text %= told
        if swap.answer:
            text += f"\n\n{swap.answer}"
        both = [one for one in (swap.giver, swap.taker) if one is not None]
        _send(subject % told, text, both, "swap_moved", swap, f"{swap.state}:{swap.pk}")


def _moved(swap: Swap) -> tuple[str, str]:
    if swap.state == SwapState.APPROVED:
        return _("Swapped: %(shift)s"), _("%(taker)s now works %(shift)s instead of %(giver)s.")
    if swap.state == SwapState.ACCEPTED:
        return (
            _("To be approved: %(shift)s"),
            _(
                "%(taker)s will work %(shift)s instead of %(giver)s, if whoever plans the roster "
                "approves. Until then nothing is changed."
            ),
        )
    return (
        _("Not swapped: %(shift)s"),
        _("%(giver)s still works %(shift)s: the swap was not approved."),
    )


def condition_decided(condition: Condition) -> None:
    """That there is an answer; what it says stands on the page, since mail is read by others."""
    with translation.override(LANGUAGE):
        _send(
            _("You have an answer about your working conditions"),
            _("Whoever plans the roster has answered what you asked for."),
            [condition.person],
            "condition_decided",
            condition,
            f"condition:{condition.pk}",
        )


def shift_changed(
    person: StaffPerson, day: dt.date, *, was: Assignment | None, now: Assignment | None
) -> None:
    """To whose published day it is, when the planner has changed it."""
    made = now or was
    if made is None:
        return
    with translation.override(LANGUAGE):
        told = {
            "day": date_format(day, "l j F"),
            "was": was.shift_type if was else _("off"),
            "now": now.shift_type if now else _("off"),
        }
        subject = _("Your shift is changed: %(day)s") % told
        text = _("%(day)s: from %(was)s to %(now)s. Talk with whoever plans if it does not fit.")
        kind = "changed" if now else "off"
        _send(subject, text % told, [person], "changed", made, f"{kind}:{made.pk}")


def shift_moved(person: StaffPerson, *, was: Assignment, now: Assignment) -> None:
    """To whose published shift it is, when the planner has moved it to another day."""
    with translation.override(LANGUAGE):
        told = {"was": shift_words(was), "now": shift_words(now)}
        subject = _("Your shift is moved: %(now)s") % told
        text = _("From %(was)s to %(now)s. Talk with whoever plans if it does not fit.") % told
        _send(subject, text, [person], "changed", now, f"moved_shift:{now.pk}")


def shift_words(one: Assignment) -> str:
    """Such as "tisdag 3 november, Tidig 07.30–16.30"."""
    return f"{date_format(one.day, 'l j F')}, {one.shift_type}"


def _days(period: RosterPeriod) -> str:
    return f"{date_format(period.first_day, 'j F')}–{date_format(period.last_day, 'j F Y')}"


def _to_all(period: RosterPeriod, subject: str, text: str, page: str, what: str) -> None:
    address = settings.BASE_URL.rstrip("/") + reverse(page)
    people = StaffPerson.objects.filter(
        guide__desk=period.desk_id,
        is_active=True,
        guide__is_active=True,
        guide__user__is_active=True,
    ).select_related("guide__user")
    outbox.send_many(
        outbox.Draft(
            to=person.guide.user.email,
            subject=subject,
            text=f"{text}\n\n{address}\n",
            purpose=f"staffing.{what.partition(':')[0]}",
            key=f"staffing.{what}:{period.pk}:{person.pk}",
        )
        for person in people
    )


def _send(
    subject: str,
    text: str,
    to: Iterable[StaffPerson],
    what: str,
    about: Swap | Condition | Assignment,
    key: str,
) -> None:
    address = settings.BASE_URL.rstrip("/") + reverse(PAGES[type(about)])
    outbox.send_many(
        outbox.Draft(
            to=person.guide.user.email,
            subject=subject,
            text=f"{text}\n\n{address}\n",
            purpose=f"staffing.{what}",
            key=f"staffing.{key}:{person.pk}",
        )
        for person in to
        if person.guide.user.is_active
    )
