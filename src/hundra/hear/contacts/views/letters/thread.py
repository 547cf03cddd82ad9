"""The letters of a matter, answered and registered."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hundra.core.ui.access import requires
from hundra.core.ui.languages import language_name
from hundra.hear.cases.errors import CasesError
from hundra.hear.contacts import rules
from hundra.hear.contacts.errors import ContactsError
from hundra.hear.contacts.forms.replying import ReplyForm
from hundra.hear.contacts.models import LIVE_CHANNELS, Contact, ContactState
from hundra.hear.contacts.queries import letters as queries
from hundra.hear.contacts.queries import record as records
from hundra.hear.contacts.queries.suggesting import desk_reasons
from hundra.hear.contacts.services import letters, life, settling
from hundra.hear.contacts.views.guide.steps import guide_of
from hundra.hear.knowledge.models import Article
from hundra.hear.knowledge.queries.reading import readable_articles
from hundra.hear.knowledge.rules import audiences_of

OVER = (ContactState.DONE, ContactState.ABANDONED)


@requires(rules.may_see_contacts_somewhere)
@require_http_methods(["GET", "HEAD", "POST"])
def letters_of(request: HttpRequest, pk: int) -> HttpResponse:
    contact = _visible(request, pk)
    reasons = desk_reasons(contact.desk_id)
    if request.method != "POST":
        return _page(request, contact, ReplyForm(reasons, initial=_start(contact)))
    guide_of(request)
    form = ReplyForm(reasons, request.POST, request.FILES)
    if form.is_valid() and _done(request, contact, form):
        return redirect("service_centre" if form.finishes else request.path)
    form.keep_files()
    return _page(request, contact, form, status=422)


def _visible(request: HttpRequest, pk: int) -> Contact:
    """The contact, if its letters may be read: not if it led to another unit's secret case."""
    contact = records.contact_by_key(pk)
    if contact is None or contact.channel in LIVE_CHANNELS:
        raise Http404
    if not rules.may_see(request.user, contact):
        raise Http404
    if records.record(contact, request.user).is_hidden:
        raise Http404
    return contact


def _start(contact: Contact) -> dict[str, Any]:
    asked = contact.asked_reason
    return {"key": secrets.token_urlsafe(12), "reason": asked.reason_id if asked else ""}


def _done(request: HttpRequest, contact: Contact, form: ReplyForm) -> bool:
    try:
        _send_and_register(request, contact, form)
    except (ContactsError, CasesError) as problem:
        form.add_error(None, str(problem))
        return False
    if form.sends:
        messages.success(request, _("The reply is sent."))
    if form.finishes:
        told = _("%(number)s is registered.")
        messages.success(request, told % {"number": contact.number})
    return True


@transaction.atomic
def _send_and_register(request: HttpRequest, contact: Contact, form: ReplyForm) -> None:
    """Both or neither: a letter is not sent by a press that was answered with a problem."""
    guide, given = guide_of(request), form.cleaned_data
    if form.sends:
        letters.reply(
            contact=contact,
            by=guide.user,
            text=given["text"],
            key=given["key"],
            files=form.carried,
        )
    elif contact.state == ContactState.WAITING:
        life.answer(contact=contact, by=guide.user)
    if form.finishes:
        settling.register(
            contact=contact,
            by=guide.user,
            reason=form.chosen_reason(),
            outcome=given["outcome"],
            note=given["note"],
            article=_article(request, given["article"]),
        )


def _article(request: HttpRequest, key: int | None) -> Article | None:
    """The answer that was put in, if the guide may read it."""
    readable = readable_articles(audiences_of(request.user))
    return readable.filter(pk=key).first() if key else None


def _page(
    request: HttpRequest, contact: Contact, form: ReplyForm, *, status: int = 200
) -> HttpResponse:
    shown = queries.thread(contact, request.user)
    is_own = contact.guide is not None and contact.guide.user_id == request.user.pk
    is_free = contact.state in (ContactState.WAITING, ContactState.OFFERED)
    may_reply = rules.may_work_at(request.user, contact.desk) and (is_own or is_free)
    context = {
        "contact": contact,
        "shown": shown,
        "form": form,
        "may_reply": may_reply and contact.state not in OVER,
        "has_address": any(not one.letter.is_outgoing and one.letter.sender for one in shown),
        "spoken": language_name(contact.language),
        "is_over": contact.state in OVER,
        "named": records.named_case(contact, request.user) if contact.case_id is None else None,
        "crumbs": [
            (_("Contacts"), reverse("contacts")),
            (contact.number, reverse("contact", kwargs={"pk": contact.pk})),
            (_("Letters"), ""),
        ],
    }
    return render(request, "contacts/letters/thread.html", context, status=status)
