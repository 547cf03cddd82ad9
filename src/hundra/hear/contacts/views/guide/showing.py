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


def page_context(
    guide: Guide,
    *,
    failed: tuple[int, RegisterForm] | None = None,
    has: frozenset[int] = frozenset(),
) -> dict[str, Any]:
    """All that the page shows. `failed`: the contact whose form has to be corrected, and it;
    `has`: contacts whose forms the page has already."""
    # Before what it marks is read: what changes meanwhile is then told by the next poll.
    mark = mark_of(guide)
    reasons = desk_reasons(guide.desk_id)
    held = queries.at_hand(guide)
    cards = cards_of(held, reasons, failed, has)
    line = queries.line(guide.desk_id)
    written, how_many = queries.written_waiting(guide.desk_id)
    return {
        "guide": guide,
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
    held: Sequence[queries.AtHand],
    reasons: Sequence[DeskReason],
    failed: tuple[int, RegisterForm] | None,
    has: frozenset[int],
) -> list[Card]:
    return [
        Card(
            held=one,
            form=_form(one.contact, reasons, failed, has),
            language=language_name(one.contact.language),
            icon=CHANNEL_ICONS[one.contact.channel],
            letters_url=letters_url(one.contact),
            is_open=number == 0 or bool(failed and failed[0] == one.contact.pk),
            has_form=one.contact.pk in has,
        )
        for number, one in enumerate(held)
    ]


def _form(
    contact: Contact,
    reasons: Sequence[DeskReason],
    failed: tuple[int, RegisterForm] | None,
    has: frozenset[int],
) -> RegisterForm | None:
    if contact.state == ContactState.OFFERED:
        return None
    if failed and failed[0] == contact.pk:
        return failed[1]
    if contact.pk in has:
        return None
    return register_form(contact, reasons)


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
    context = page_context(fresh, failed=failed) | {"problem": problem}
    return render(request, "contacts/guide/page.html", context, status=status)


def parts(
    request: HttpRequest,
    guide: Guide,
    *,
    problem: str = "",
    failed: tuple[int, RegisterForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = page_context(guide, failed=failed, has=_forms(request)) | {"problem": problem}
    response = render(request, "contacts/guide/parts.html", context, status=status)
    return tagged(response, context["mark"])


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
