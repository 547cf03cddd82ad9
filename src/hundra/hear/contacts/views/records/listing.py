"""The list of contacts, and its search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import has_role
from hundra.core.ui.access import requires
from hundra.core.ui.languages import language_name
from hundra.engines.text import plain_text
from hundra.hear.contacts import rules
from hundra.hear.contacts.models import Channel, Contact, ContactState, Desk
from hundra.hear.contacts.queries.searching import Asked, by_number, find
from hundra.hear.contacts.queries.suggesting import desk_reasons
from hundra.hear.contacts.views.guide.showing import CHANNEL_ICONS

LONGEST = 200
LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True)
class Row:
    """A contact as the list shows it."""

    contact: Contact
    icon: str
    channel: str
    language: str
    title: str
    note: str

    @property
    def came_of_it(self) -> str:
        one = self.contact
        return str(one.get_outcome_display() if one.outcome else one.get_state_display())

    @property
    def is_booked(self) -> bool:
        """A callback whose time has been chosen, and that nobody has made yet."""
        one = self.contact
        return one.state == ContactState.WAITING and one.callback_at is not None


@requires(rules.may_see_contacts_somewhere)
@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    desks = desks_of(request)
    words = " ".join(plain_text(request.GET.get("q", "")[:LONGEST]).split())
    number = by_number(words)
    if number and Contact.objects.filter(pk=min(number, LARGEST_KEY), desk__in=desks).exists():
        return redirect("contact", pk=number)
    chosen = chosen_desks(request, desks)
    asked = _asked(request, chosen, words)
    listed = find(asked)
    context = {
        "desks": desks,
        "words": words,
        "asked": asked,
        "listed": listed,
        "rows": [_row(one) for one in listed.contacts],
        "channels": [("", ""), *Channel.choices],
        "reasons": desk_reasons(chosen[0].pk) if chosen else [],
        "desk": chosen[0].slug if chosen else "",
        "mine": asked.guide is not None,
        "next_url": _next_url(request, listed.last) if listed.last else "",
        "is_first": asked.after is None,
        "is_guide": rules.is_guide(request.user),
    }
    return render(request, "contacts/records/contacts.html", context)


def desks_of(request: HttpRequest) -> list[Desk]:
    """The desks whose contacts the reader sees: their own as a guide, those they configure."""
    desks = Desk.objects.select_related("unit").order_by("pk")
    guide = rules.guide_of(request.user)
    if guide is not None and not has_role(request.user, Role.MANAGER, Role.ADMINISTRATOR):
        return [guide.desk]
    return [
        desk
        for desk in desks
        if rules.may_work_at(request.user, desk) or rules.may_configure(request.user, desk)
    ]


def chosen_desks(request: HttpRequest, desks: list[Desk]) -> list[Desk]:
    """One desk at a time, so that the list is read in its order from an index."""
    chosen = [desk for desk in desks if desk.slug == request.GET.get("desk")]
    return chosen or desks[:1]


def _asked(request: HttpRequest, desks: list[Desk], words: str) -> Asked:
    guide = rules.guide_of(request.user)
    channel = request.GET.get("kanal", "")
    reason = request.GET.get("orsak", "")
    return Asked(
        desks=[desk.pk for desk in desks],
        words=words,
        channel=channel if channel in Channel.values else "",
        reason=min(int(reason), LARGEST_KEY) if reason.isdecimal() else None,
        guide=guide.pk if guide and request.GET.get("mina") else None,
        after=_after(request.GET.get("efter", "")),
    )


def _after(text: str) -> tuple[datetime, int] | None:
    """The last row of the page before, as `_next_url` wrote it."""
    moment, _, key = text.partition("_")
    try:
        at = parse_datetime(moment)
    except ValueError:
        return None
    if at is None or not is_aware(at) or not key.isdecimal():
        return None
    return at, min(int(key), LARGEST_KEY)


def _next_url(request: HttpRequest, last: Contact) -> str:
    query = request.GET.copy()
    query["efter"] = f"{last.received_at.isoformat()}_{last.pk}"
    return f"{reverse('contacts')}?{query.urlencode()}"


def _row(contact: Contact) -> Row:
    is_hidden = bool(contact.case and contact.case.is_confidential)
    channel = str(contact.get_channel_display())
    title = _("Confidential") if is_hidden else _title(contact) or channel
    return Row(
        contact=contact,
        icon=CHANNEL_ICONS[contact.channel],
        channel=channel,
        language=language_name(contact.language) if contact.language != "sv" else "",
        title=title,
        note="" if is_hidden else _note(contact, title),
    )


def _title(contact: Contact) -> str:
    if contact.reason:
        return contact.reason.name
    return contact.asked_reason.reason.name if contact.asked_reason else contact.subject


def _note(contact: Contact, title: str) -> str:
    """What was written, asked or at least by whom; nothing that the title says."""
    if contact.has_protected_identity:  # type: ignore[attr-defined]
        return _("Protected identity")
    told = (contact.note, contact.subject, str(contact.party or ""))
    return next((text for text in told if text and text != title), "")
