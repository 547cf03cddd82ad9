"""The reception: a visitor chooses a language and a reason, and gets a ticket."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hundra.core.ui.access import requires
from hundra.hear.contacts import kiosk_words, rules
from hundra.hear.contacts.forms.writing_in import reason_name
from hundra.hear.contacts.models import Channel, Contact, DeskReason
from hundra.hear.contacts.queries.suggesting import desk_reasons
from hundra.hear.contacts.queries.visits import room
from hundra.hear.contacts.services import visits
from hundra.hear.contacts.views.guide.steps import guide_of


@requires(rules.is_guide)
@require_safe
def reception(request: HttpRequest) -> HttpResponse:
    """First the languages, then in the visitor's own the reasons."""
    guide = guide_of(request)
    languages = list(dict.fromkeys(guide.desk.languages)) or ["sv"]
    chosen = request.GET.get("sprak", "")
    context = {
        "guide": guide,
        "desk": guide.desk,
        "offered": [(code, kiosk_words.own_name(code)) for code in languages],
        "room": room(guide.desk),
        "crumbs": [(_("Service centre"), reverse("service_centre"))],
    }
    if chosen in languages:
        context |= {
            "chosen": chosen,
            "words": kiosk_words.words(chosen),
            "direction": kiosk_words.direction(chosen),
            "reasons": [
                (one.pk, reason_name(one, chosen), one.names.get(chosen) is not None)
                for one in desk_reasons(guide.desk_id)
            ],
        }
    return render(request, "contacts/visits/reception.html", context)


@requires(rules.is_guide)
@require_POST
def give(request: HttpRequest) -> HttpResponse:
    guide = guide_of(request)
    language = request.POST.get("language", "")
    contact = visits.give_ticket(
        desk=guide.desk,
        by=guide.user,
        language=language if language in guide.desk.languages else "sv",
        asked_reason=_reason(guide.desk_id, request.POST.get("reason", "")),
    )
    return redirect("visit_ticket", pk=contact.pk)


def _reason(desk: int, key: str) -> DeskReason | None:
    return next((one for one in desk_reasons(desk) if str(one.pk) == key), None)


@requires(rules.is_guide)
@require_safe
def ticket(request: HttpRequest, pk: int) -> HttpResponse:
    """The ticket, large, to be read or printed."""
    guide = guide_of(request)
    contact = get_object_or_404(
        Contact.objects.select_related("asked_reason__reason"),
        pk=pk,
        desk=guide.desk_id,
        channel=Channel.VISIT,
    )
    reason = contact.asked_reason
    context = {
        "contact": contact,
        "desk": guide.desk,
        "words": kiosk_words.words(contact.language),
        "direction": kiosk_words.direction(contact.language),
        "reason": reason_name(reason, contact.language) if reason else "",
    }
    return render(request, "contacts/visits/ticket.html", context)


@requires(rules.is_guide)
@require_POST
def place(request: HttpRequest) -> HttpResponse:
    guide = guide_of(request)
    visits.receive_at(guide=guide, place=request.POST.get("place", ""), by=guide.user)
    return redirect("visits")
