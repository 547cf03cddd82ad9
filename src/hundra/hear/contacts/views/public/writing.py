"""The form on the web: for everyone, and inside for employees."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from hundra.core.accounts.models import User
from hundra.core.ui.access import check, open_to_all, same_origin, signed_in
from hundra.core.ui.secrets import secret_page
from hundra.hear.cases.errors import CasesError
from hundra.hear.contacts.errors import ContactsError
from hundra.hear.contacts.forms.writing_in import InsideForm, WriteForm, opened_now
from hundra.hear.contacts.models import Channel, Contact, Desk
from hundra.hear.contacts.queries.desks import desk_for
from hundra.hear.contacts.queries.suggesting import desk_reasons
from hundra.hear.contacts.services import webforms
from hundra.hear.contacts.views.public.shared import (
    by_secret,
    secret_of,
    too_often,
    unreadable,
)
from hundra.hear.suggestions.models import Audience


@open_to_all
@csrf_exempt
@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    desk = desk_for(Audience.CITIZENS, Channel.WEB, request.GET.get("desk", "")[:40])
    if desk is None:
        return _page(request, None)
    shown: dict[str, Any] = {"desk": desk, "reasons": desk_reasons(desk.pk)}
    if request.method != "POST":
        return _page(request, WriteForm(**shown), desk)
    if problem := unreadable(request):
        return _page(request, WriteForm(**shown), desk, problem=problem, status=413)
    form = WriteForm(request.POST, request.FILES, **shown)
    if form.is_valid() and not _limited(request, form):
        contact = _receive(form, desk, form.key)
        if contact is not None:
            return redirect("contact_receipt", secret=secret_of(contact))
    form.keep_files()
    return _page(request, form, desk, status=422)


def _limited(request: HttpRequest, form: WriteForm) -> bool:
    problem = too_often(request, "write", form.cleaned_data["email"])
    if problem:
        form.add_error(None, problem)
    return bool(problem)


def _receive(form: InsideForm, desk: Desk, key: str, by: User | None = None) -> Contact | None:
    given = form.cleaned_data
    try:
        return webforms.receive(
            desk=desk,
            text=given["text"],
            key=key,
            by=by,
            asked_reason=form.chosen_reason(),
            name=given.get("name", ""),
            email=given.get("email", ""),
            phone=given["phone"],
            language=given["language"],
            files=form.carried,
        )
    except CasesError as refused:
        form.add_error("phone", str(refused))
    except ContactsError as refused:
        form.add_error(None, str(refused))
    return None


def _page(
    request: HttpRequest,
    form: WriteForm | None,
    desk: Desk | None = None,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "desk": desk,
        "problem": problem,
        "opened": opened_now(),
        "phone": (desk.phone if desk else "") or settings.CONTACT_PHONE,
        "can_be_called": desk_for(Audience.CITIZENS, Channel.PHONE) is not None,
    }
    return render(request, "contacts/public/write.html", context, status=status)


@open_to_all
@secret_page
@require_safe
def receipt(request: HttpRequest, secret: str) -> HttpResponse:
    contact = by_secret(secret)
    context = {"contact": contact, "has_address": bool(contact.party and contact.party.email)}
    return render(request, "contacts/public/receipt.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def write_inside(request: HttpRequest) -> HttpResponse:
    user = request.user
    check(isinstance(user, User))
    assert isinstance(user, User)  # noqa: S101 - for the type checker.
    desk = desk_for(Audience.EMPLOYEES, Channel.WEB, request.GET.get("desk", "")[:40])
    if desk is None:
        return render(request, "contacts/public/write_inside.html", {"form": None})
    shown: dict[str, Any] = {"desk": desk, "reasons": desk_reasons(desk.pk)}
    context: dict[str, Any] = {"desk": desk, "opened": opened_now(), "problem": ""}
    if request.method != "POST":
        context["form"] = InsideForm(**shown)
        return render(request, "contacts/public/write_inside.html", context)
    context["problem"] = unreadable(request)
    form = (
        InsideForm(**shown)
        if context["problem"]
        else InsideForm(request.POST, request.FILES, **shown)
    )
    if not context["problem"] and form.is_valid():
        contact = _receive(form, desk, _own_key(request, user), user)
        if contact is not None:
            told = _("Thank you! Your message has number %(number)s. The reply comes by mail.")
            messages.success(request, told % {"number": contact.number})
            return redirect("contact_desk_inside")
    form.keep_files()
    return render(
        request, "contacts/public/write_inside.html", {**context, "form": form}, status=422
    )


def _own_key(request: HttpRequest, user: User) -> str:
    """The form's own number, which is another for another user."""
    opened = request.POST.get("opened", "")[:100] or timezone.now().isoformat()
    return f"{user.pk}:{opened}"
