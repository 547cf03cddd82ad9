"""Who it was, and what was registered, put right."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from hundra.core.accounts.models import User
from hundra.core.ui.access import check, requires
from hundra.hear.cases.errors import CasesError
from hundra.hear.contacts import rules
from hundra.hear.contacts.errors import ContactsError
from hundra.hear.contacts.forms.correcting import CorrectForm, WhoForm
from hundra.hear.contacts.models import Contact, ContactState
from hundra.hear.contacts.queries import record as queries
from hundra.hear.contacts.queries.suggesting import desk_reasons
from hundra.hear.contacts.services import knowing, life
from hundra.hear.contacts.views.guide import showing

AT_HAND = (ContactState.OFFERED, ContactState.ACTIVE, ContactState.WRAP_UP)


@requires(rules.may_see_contacts_somewhere)
@require_http_methods(["GET", "HEAD", "POST"])
def who(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked for, the form (for the guide's page only that); sent, who it is is noted."""
    contact = _correctable(request, pk)
    protected = queries.is_protected(contact)
    form = WhoForm(contact, request.POST or None, protected=protected, auto_id=f"v{contact.pk}-%s")
    if request.method == "POST" and form.is_valid() and _noted(request, contact, form):
        return _after(request, contact)
    if showing.PARTS in request.headers:
        return _told_on_guides_page(request, form)
    part = "guide/who" if request.headers.get("HX-Request") else "records/who"
    context = {"form": form, "contact": contact, "crumbs": _crumbs(contact, _("Who is it?"))}
    return render(request, f"contacts/{part}.html", context, status=422 if form.is_bound else 200)


def _correctable(request: HttpRequest, pk: int) -> Contact:
    """Not found for who may not see it, denied for who may see but not correct."""
    contact = queries.contact_by_key(pk)
    if contact is None or not rules.may_see(request.user, contact):
        raise Http404
    check(rules.may_correct(request.user, contact))
    return contact


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - for the type checker.
    return request.user


def _noted(request: HttpRequest, contact: Contact, form: WhoForm) -> bool:
    try:
        knowing.note_who(contact=contact, by=_user(request), **form.cleaned_data)
    except (ContactsError, CasesError) as problem:
        form.add_error(None, showing.sentence(problem))
        return False
    return True


def _told_on_guides_page(request: HttpRequest, form: WhoForm) -> HttpResponse:
    """What is wrong stands on top; what was typed stays where it is."""
    guide = rules.guide_of(request.user)
    check(guide is not None)
    assert guide is not None  # noqa: S101 - for the type checker.
    told = [str(one) for faults in form.errors.values() for one in faults]
    return showing.answer(request, guide, problem=" ".join(told))


def _after(request: HttpRequest, contact: Contact) -> HttpResponse:
    guide = rules.guide_of(request.user)
    if guide is not None and contact.guide_id == guide.pk and contact.state in AT_HAND:
        return showing.answer(request, guide)
    messages.success(request, _("It is noted who it was."))
    return redirect("contact", pk=contact.pk)


def _crumbs(contact: Contact, here: str) -> list[tuple[str, str]]:
    return [
        (_("Contacts"), reverse("contacts")),
        (contact.number, reverse("contact", kwargs={"pk": contact.pk})),
        (here, ""),
    ]


@requires(rules.may_see_contacts_somewhere)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    contact = _correctable(request, pk)
    if contact.state != ContactState.DONE or not contact.outcome:
        raise Http404
    form = CorrectForm(contact, desk_reasons(contact.desk_id), request.POST or None)
    if request.method == "POST" and form.is_valid() and _corrected(request, contact, form):
        messages.success(request, _("The contact is corrected. The figures follow."))
        return redirect("contact", pk=pk)
    context = {
        "form": form,
        "contact": contact,
        "crumbs": _crumbs(contact, pgettext("contact", "Correct")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "contacts/records/correct.html", context, status=status)


def _corrected(request: HttpRequest, contact: Contact, form: CorrectForm) -> bool:
    given = form.cleaned_data
    try:
        life.correct(
            contact=contact,
            by=_user(request),
            reason=form.chosen_reason(),
            outcome=given["outcome"],
            note=given["note"],
        )
    except ContactsError as problem:
        form.add_error(None, showing.sentence(problem))
        return False
    return True
