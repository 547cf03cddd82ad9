"""A contact by itself, and one that is entered by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hundra.core.ui.access import requires
from hundra.core.ui.languages import language_name
from hundra.hear.cases.errors import CasesError
from hundra.hear.contacts import rules
from hundra.hear.contacts.errors import ContactsError
from hundra.hear.contacts.forms.registering import ByHandForm
from hundra.hear.contacts.models import Contact
from hundra.hear.contacts.queries import record as queries
from hundra.hear.contacts.queries.suggesting import desk_reasons
from hundra.hear.contacts.queries.voice import voice_messages
from hundra.hear.contacts.services import settling
from hundra.hear.contacts.views.guide.showing import CHANNEL_ICONS, letters_url
from hundra.hear.contacts.views.guide.steps import guide_of
from hundra.hear.knowledge.addresses import article_path


@requires(rules.may_see_contacts_somewhere)
@require_safe
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.contact_by_key(pk)
    if found is None or not rules.may_see(request.user, found):
        raise Http404
    seen = queries.record(found, request.user)
    protected = queries.is_protected(found)
    context = {
        "record": seen,
        "contact": found,
        "icon": CHANNEL_ICONS[found.channel],
        "facts": _facts(seen, protected),
        "voice_messages": () if seen.is_hidden else voice_messages(found),
        "letters_url": "" if seen.is_hidden else letters_url(found),
        "case_url": _case_url(seen),
        "may_correct": rules.may_correct(request.user, found),
        "crumbs": [(_("Contacts"), reverse("contacts")), (found.number, "")],
    }
    return render(request, "contacts/records/contact.html", context)


def _facts(seen: queries.Record, protected: bool) -> list[tuple[Any, ...]]:
    one = seen.contact
    reason = None if seen.is_hidden else one.reason
    chosen = None if seen.is_hidden else one.asked_reason
    article = None if seen.is_hidden else one.article
    return [
        (_("Who"), _who(seen, protected)),
        (_("Language"), language_name(one.language)),
        (_("Reason"), reason.name if reason else ""),
        (_("What came of it"), one.get_outcome_display() if one.outcome else ""),
        (_("Chose in the menu"), chosen.reason.name if chosen else ""),
        (_("Guide"), str(one.guide) if one.guide else ""),
        (_("Received"), one.received_at),
        (_("Answered"), one.answered_at),
        (_("Registered"), one.registered_at),
        (_("Answer given"), *_answer(article)) if article else ("", ""),
        (_("Desk"), one.desk.name),
    ]


def _who(seen: queries.Record, protected: bool) -> Any:
    if protected:
        return _("Protected identity")
    return _("Confidential") if seen.is_hidden else (seen.contact.party or _("Not known"))


def _answer(article: Any) -> tuple[str, str]:
    return article.slug, article_path(article.topic.slug, article.slug, "sv", inside=True)


def _case_url(seen: queries.Record) -> str:
    """Where the case is handled, for who may; "" for the rest."""
    if not seen.may_read_case or seen.contact.case_id is None:
        return ""
    try:
        return reverse("case", kwargs={"number": seen.contact.case_id})
    except NoReverseMatch:
        return ""


@requires(rules.is_guide)
@require_http_methods(["GET", "HEAD", "POST"])
def new_contact(request: HttpRequest) -> HttpResponse:
    guide = guide_of(request)
    form = ByHandForm(desk_reasons(guide.desk_id), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = _entered(form, guide)
        except (ContactsError, CasesError) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("%(number)s is registered.") % {"number": made.number})
            return redirect("contact_new")
    status = 422 if form.is_bound else 200
    crumbs = [(_("Contacts"), reverse("contacts")), (_("Register by hand"), "")]
    context = {"form": form, "crumbs": crumbs}
    return render(request, "contacts/records/new.html", context, status=status)


def _entered(form: ByHandForm, guide: Any) -> Contact:
    given = form.cleaned_data
    return settling.enter_by_hand(
        desk=guide.desk,
        by=guide.user,
        channel=given["channel"],
        reason=form.chosen_reason(),
        outcome=given["outcome"],
        note=given["note"],
        language=given["language"],
        name=given["name"],
        phone=given["phone"],
        email=given["email"],
        at=given["came_at"],
    )
