"""Mail about absences, repairs and moves of the day.

It never says who is away: mail is read by others than who it is for. What they need to know stands
on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.messages import services as outbox
from hundra.improve.staffing import change_words
from hundra.improve.staffing.models import Absence, Move, RepairChange, RosterRepair, StaffPerson
from hundra.improve.staffing.queries.planners import planners_of

LANGUAGE = settings.LANGUAGE_CODE


def absence_reported(absence: Absence, by: User) -> None:
    """To those who plan, unless they have reported it themselves."""
    to = [one for one in planners_of(absence.person.guide.desk) if one != by]
    with translation.override(LANGUAGE):
        about = {
            "desk": absence.person.guide.desk,
            "first": date_format(absence.first_day, "j F"),
            "last": date_format(absence.last_day, "j F"),
        }
        _send(
            _("Somebody is away at %(desk)s") % about,
            _(
                "An absence is reported for %(first)s to %(last)s. Where the roster is touched, "
                "a proposal to mend it is being worked out."
            )
            % about,
            to,
            "absence_reported",
            reverse("staffing_absence", args=[absence.pk]),
            f"absence:{absence.pk}:{absence.last_day}",
        )


def asked_to_change(repair: RosterRepair, changes: Sequence[RepairChange]) -> None:
    with translation.override(LANGUAGE):
        for one in changes:
            _send(
                _("Can you change your shift?"),
                _("You are asked: %(change)s. It is yours to say yes or no.")
                % {"change": change_words.to_the_person(one)},
                [one.person.guide.user],
                "asked_to_change",
                reverse("my_asked_changes"),
                f"asked:{one.pk}",
            )


def no_longer_asked(repair: RosterRepair, people: Iterable[StaffPerson]) -> None:
    with translation.override(LANGUAGE):
        _send(
            _("You need not answer any more"),
            _("You were asked to change a shift. It is no longer needed: your roster stays."),
            [one.guide.user for one in people],
            "no_longer_asked",
            reverse("my_roster"),
            f"no_longer:{repair.pk}",
        )


def somebody_declined(repair: RosterRepair) -> None:
    """To whoever asked for the repair, and may now choose another."""
    with translation.override(LANGUAGE):
        desk = repair.period.desk
        to = [repair.asked_by] if repair.asked_by in planners_of(desk) else planners_of(desk)
        _send(
            _("All have answered about the roster at %(desk)s") % {"desk": desk},
            _("Not everybody said yes. You can take what there is, or have another proposal."),
            [one for one in to if one is not None],
            "repair_answered",
            reverse("staffing_absence", args=[repair.absence_id]),
            f"answered:{repair.pk}",
        )


def roster_mended(repair: RosterRepair, changes: Sequence[RepairChange]) -> None:
    """To everybody whose day is another."""
    with translation.override(LANGUAGE):
        for one in changes:
            _send(
                _("Your roster is changed"),
                _("It is now so: %(change)s.") % {"change": change_words.to_the_person(one)},
                [one.person.guide.user],
                "roster_mended",
                reverse("my_roster"),
                f"mended:{one.pk}",
            )


def _send(subject: str, text: str, to: Iterable[User], what: str, address: str, key: str) -> None:
    address = settings.BASE_URL.rstrip("/") + address
    outbox.send_many(
        outbox.Draft(
            to=user.email,
            subject=subject,
            text=f"{text}\n\n{address}\n",
            purpose=f"staffing.{what}",
            key=f"staffing.{key}:{user.pk}",
        )
        for user in to
        if user.is_active
    )


def moved(move: Move, people: Iterable[StaffPerson]) -> None:
    """To those who are moved within the day."""
    with translation.override(LANGUAGE):
        about = {
            "day": date_format(move.day, "l j F"),
            "from": move.start_clock,
            "to": move.end_clock,
            "activity": move.get_activity_display(),
        }
        _send(
            _("Your day is changed: %(activity)s %(from)s–%(to)s") % about,
            _("%(day)s %(from)s–%(to)s: %(activity)s. The rest of the day is as before.") % about,
            [one.guide.user for one in people],
            "moved",
            reverse("my_roster"),
            f"moved:{move.pk}",
        )
