"""From what a guide has at hand to what the page shows. The page and the poll share all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from hundra.core.ui.languages import language_name
from hundra.hear.contacts import planned_day
from hundra.hear.contacts.forms.registering import RegisterForm
from hundra.hear.contacts.models import (
    LIVE_CHANNELS,
    Availability,
    Contact,
    ContactState,
    DeskReason,
    Guide,
)
from hundra.hear.contacts.queries import guide as queries
from hundra.hear.contacts.queries.guide.at_hand import MOST_AT_HAND
from hundra.hear.contacts.queries.suggesting import desk_reasons

PAGE = "service_centre"
PARTS = "X-Parts"
FORMS = "X-Forms"
"""Contacts whose form the page has already: it is not drawn anew, what is typed there stays."""
WRITTEN_TITLE = 70
CHANNEL_ICONS = {
    "phone": "phone",
    "visit": "footprints",
    "email": "mail",
    "web": "monitor-smartphone",
    "social": "message-circle",
    "letter": "mail",
}
TO_CHOOSE = (
    (Availability.READY, "circle-check"),
    (Availability.BREAK, "coffee"),
    (Availability.TRAINING, "graduation-cap"),
    (Availability.AWAY, "log-out"),
)

OPEN = "oppen"
LONGEST_KEY = 19


@dataclass(frozen=True)
class Asked:
    """What the page that asks has and wants. `failed`: the contact whose form has to be corrected,
    and it; `has`: contacts whose forms it has already; `opened`: one that was just opened."""

    failed: tuple[int, RegisterForm] | None = None
    has: frozenset[int] = frozenset()
    opened: int | None = None

    @property
    def drawn(self) -> set[int]:
        one = [self.failed[0]] if self.failed else []
        return {*one, self.opened} if self.opened else set(one)


@dataclass(frozen=True)
class Card:
    """A contact at hand as the page draws it. `head_key` changes with what its head shows."""

    held: queries.AtHand
    form: RegisterForm | None
    language: str
    icon: str
    letters_url: str
    is_open: bool
    has_form: bool = False
    """Does the page have its form already?"""

    @property
    def contact(self) -> Contact:
        return self.held.contact

    @property
    def head_key(self) -> str:
        one = self.contact
        return f"{one.state}-{one.party_id}-{one.language}-{one.asked_reason_id}-{self.party_text}"

    @property
    def past_key(self) -> str:
        shown = [one.pk for one in self.held.earlier] + [one.pk for one in self.held.cases]
        return "-".join(map(str, shown))

    @property
    def form_key(self) -> str:
        """A form that failed is drawn anew; else what is typed stays where it is."""
        if self.form is None:
            return "typed" if self.has_form else "none"
        return "failed" if self.form.is_bound else "typed"

    @property
    def party_text(self) -> str:
        """The name, number or address that is known, "" if none is."""
        party = self.contact.party
        return str(party) if party and (party.name or party.phone or party.email) else ""

    @property
    def reason(self) -> str:
        asked = self.contact.asked_reason
        return asked.reason.name if asked else ""

    @property
    def announcement(self) -> str:
        """What is said when it rings."""
        told = (str(self.contact.get_channel_display()), self.language, self.reason)
        return ", ".join(one for one in told if one)


def page_context(guide: Guide, asked: Asked | None = None) -> dict[str, Any]:
    """All that the page shows."""
    # Before what it marks is read: what changes meanwhile is then told by the next poll.
    mark = mark_of(guide)
    reasons = desk_reasons(guide.desk_id)
    cards = cards_of(queries.at_hand(guide), reasons, asked or Asked())
    line = queries.line(guide.desk_id)
    written, how_many = queries.written_waiting(guide.desk_id)
    return {
        "guide": guide,
        "day": planned_day.day_of(guide),
        "cards": cards,
        "is_busy": any(card.held.is_live for card in cards),
        "choices": [(one, one.label, icon) for one, icon in TO_CHOOSE],
        "line": line,
        "groups": [(language_name(one.language), one) for one in line.groups],
        "written": [(one, CHANNEL_ICONS[one.channel], letters_url(one)) for one in written],
        "written_count": how_many,
        "mark": mark,
        "problem": "",
    }


def mark_of(guide: Guide) -> str:
    now = queries.pulse(guide.user_id)
    return now.mark if now else ""


def cards_of(
    held: Sequence[queries.AtHand], reasons: Sequence[DeskReason], asked: Asked
) -> list[Card]:
    """Every contact at hand; forms for the first, for who is there, and for what is opened.

    A form costs more than all else on a card, and few of twenty are written in at a time.
    """
    drawn = {one.contact.pk for one in held if one.is_live} | asked.drawn
    drawn.update([one.contact.pk for one in held if not one.rings][:1])
    return [
        Card(
            held=one,
            form=_form(one.contact, reasons, asked) if one.contact.pk in drawn else None,
            language=language_name(one.contact.language),
            icon=CHANNEL_ICONS[one.contact.channel],
            letters_url=letters_url(one.contact),
            is_open=number == 0 or one.contact.pk in asked.drawn,
            has_form=one.contact.pk in asked.has,
        )
        for number, one in enumerate(held)
    ]


def _form(contact: Contact, reasons: Sequence[DeskReason], asked: Asked) -> RegisterForm | None:
    if contact.state == ContactState.OFFERED:
        return None
    if asked.failed and asked.failed[0] == contact.pk:
        return asked.failed[1]
    return None if contact.pk in asked.has else register_form(contact, reasons)


def register_form(
    contact: Contact, reasons: Sequence[DeskReason], data: Any = None
) -> RegisterForm:
    asked = contact.asked_reason
    party = contact.party
    known = {
        "reason": asked.reason_id if asked else "",
        "name": party.name if party else "",
        "phone": party.phone if party else "",
        "email": party.email if party else "",
    }
    return RegisterForm(reasons, data, initial=known, auto_id=f"k{contact.pk}-%s")


def letters_url(contact: Contact) -> str:
    """Where what is written is read and answered; "" for what is spoken."""
    if contact.channel in LIVE_CHANNELS:
        return ""
    try:
        return reverse("contact_letters", kwargs={"pk": contact.pk})
    except NoReverseMatch:
        return ""


def answer(
    request: HttpRequest,
    guide: Guide,
    *,
    problem: str = "",
    failed: tuple[int, RegisterForm] | None = None,
) -> HttpResponse:
    """After a step: the changed parts for the page's script, the page for who has none."""
    is_in_order = not problem and failed is None
    status = 200 if is_in_order else 422
    fresh = Guide.objects.select_related("desk__unit", "user").get(pk=guide.pk)
    if PARTS in request.headers:
        return parts(request, fresh, problem=problem, failed=failed, status=status)
    if is_in_order:
        return redirect(PAGE)
    context = page_context(fresh, Asked(failed=failed)) | {"problem": problem}
    return render(request, "contacts/guide/page.html", context, status=status)


def parts(
    request: HttpRequest,
    guide: Guide,
    *,
    problem: str = "",
    failed: tuple[int, RegisterForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    asked = Asked(failed=failed, has=_forms(request), opened=opened(request))
    context = page_context(guide, asked) | {"problem": problem}
    response = render(request, "contacts/guide/parts.html", context, status=status)
    return tagged(response, context["mark"])


def opened(request: HttpRequest) -> int | None:
    """The contact that is asked to be opened, by its key in the address."""
    told = request.GET.get(OPEN, "")
    return int(told) if told.isdecimal() and len(told) < LONGEST_KEY else None


def _forms(request: HttpRequest) -> frozenset[int]:
    """The contacts whose forms the page says it has; what is no number is left out."""
    told = request.headers.get(FORMS, "").split(",", 2 * MOST_AT_HAND)
    return frozenset(int(one) for one in told if one.isdecimal())


def tagged(response: HttpResponse, mark: str) -> HttpResponse:
    response.headers["ETag"] = f'"{mark}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def sentence(problem: Exception) -> str:
    return str(problem) or _("That did not work. Look at the page and try again.")
