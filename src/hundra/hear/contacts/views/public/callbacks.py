"""Being called back: booked, seen and cancelled by who asked for it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hundra.core.messages.phones import masked
from hundra.core.ui.access import open_to_all, same_origin
from hundra.core.ui.secrets import secret_page
from hundra.hear.cases.errors import CasesError
from hundra.hear.contacts.errors import ContactsError
from hundra.hear.contacts.forms.writing_in import CallbackForm, opened_now
from hundra.hear.contacts.models import Channel, Contact, ContactState, Desk
from hundra.hear.contacts.queries import callbacks as queries
from hundra.hear.contacts.queries.desks import desk_for
from hundra.hear.contacts.queries.suggesting import desk_reasons
from hundra.hear.contacts.services import callbacks
from hundra.hear.contacts.views.public.shared import (
    by_secret,
    secret_of,
    too_often,
    unreadable,
)
from hundra.hear.suggestions.models import Audience

WAITS = (ContactState.MENU, ContactState.WAITING)


@open_to_all
@csrf_exempt
@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest) -> HttpResponse:
    desk = desk_for(Audience.CITIZENS, Channel.PHONE, request.GET.get("desk", "")[:40])
    if desk is None:
        return _page(request, None, None)
    problem = unreadable(request) if request.method == "POST" else ""
    if request.method != "POST" or problem:
        return _page(request, _form(desk), desk, problem, 413 if problem else 200)
    form = _form(desk, request.POST)
    if form.is_valid() and not _limited(request, form):
        contact = _book(form, desk)
        if contact is not None:
            return redirect("callback", secret=secret_of(contact))
    return _page(request, form, desk, status=422)


def _form(desk: Desk, data: Any = None) -> CallbackForm:
    now = timezone.now()
    return CallbackForm(
        data,
        desk=desk,
        reasons=desk_reasons(desk.pk),
        slots=queries.free_slots(desk, at=now),
        is_open=queries.is_open(desk, now),
    )


def _limited(request: HttpRequest, form: CallbackForm) -> bool:
    problem = too_often(request, "callback", form.cleaned_data["phone"])
    if problem:
        form.add_error(None, problem)
    return bool(problem)


def _book(form: CallbackForm, desk: Desk) -> Contact | None:
    given = form.cleaned_data
    try:
        return callbacks.book(
            desk=desk,
            phone=given["phone"],
            slot=form.chosen_slot(),
            name=given["name"],
            language=given["language"],
            asked_reason=form.chosen_reason(),
            key=form.key,
        )
    except CasesError as refused:
        form.add_error("phone", str(refused))
    except ContactsError as refused:
        form.add_error("when", str(refused))
    return None


def _page(
    request: HttpRequest,
    form: CallbackForm | None,
    desk: Desk | None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "desk": desk, "problem": problem, "opened": opened_now()}
    return render(request, "contacts/public/call_me.html", context, status=status)


@open_to_all
@csrf_exempt
@same_origin
@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def callback(request: HttpRequest, secret: str) -> HttpResponse:
    """The callback as it stands; posted to, it is cancelled."""
    contact = by_secret(secret)
    if not contact.callback_to or contact.channel != Channel.PHONE:
        raise Http404
    if request.method == "POST":
        callbacks.cancel(contact=contact)
        return redirect("callback", secret=secret)
    waits = contact.state in WAITS
    context = {
        "contact": contact,
        "number": masked(contact.callback_to),
        "waits": waits,
        "is_cancelled": contact.state == ContactState.ABANDONED,
        "before": queries.before(contact) if waits and contact.callback_at is None else None,
    }
    return render(request, "contacts/public/callback.html", context)
