"""What a guide does: says what they do now, answers, ends, registers, hands on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from hundra.core.ui.access import check, requires
from hundra.core.ui.languages import language_name
from hundra.hear.cases.errors import CasesError
from hundra.hear.contacts import rules
from hundra.hear.contacts.errors import ContactsError
from hundra.hear.contacts.forms.registering import HandOnForm, RegisterForm
from hundra.hear.contacts.models import Availability, Contact, Guide
from hundra.hear.contacts.queries import guide as queries
from hundra.hear.contacts.queries.suggesting import desk_reasons
from hundra.hear.contacts.services import availability, calls, life, settling
from hundra.hear.contacts.views.guide import showing
from hundra.hear.knowledge.models import Article
from hundra.hear.knowledge.queries.reading import readable_articles

Step = Callable[[HttpRequest, Guide, Contact], HttpResponse]


def guide_of(request: HttpRequest) -> Guide:
    guide = rules.guide_of(request.user)
    check(guide is not None)
    assert guide is not None  # noqa: S101 - for the type checker.
    return guide


def step(view: Step) -> Callable[..., HttpResponse]:
    """With the contact, if the guide may work with it; a problem is told on the page."""

    @wraps(view)
    def taken(request: HttpRequest, pk: int) -> HttpResponse:
        guide = guide_of(request)
        found = Contact.objects.select_related("desk__unit", "party", "asked_reason__reason")
        contact = get_object_or_404(found.defer("search"), pk=pk)
        if not rules.may_work_at(request.user, contact.desk):
            raise Http404
        try:
            return view(request, guide, contact)
        except (ContactsError, CasesError) as problem:
            return showing.answer(request, guide, problem=showing.sentence(problem))

    return taken


@requires(rules.is_guide)
@require_POST
def available(request: HttpRequest) -> HttpResponse:
    guide = guide_of(request)
    to = request.POST.get("to", "")
    problem = ""
    if to not in Availability.values:
        to = Availability.BREAK if guide.availability == Availability.READY else Availability.READY
    try:
        availability.set_availability(guide=guide, to=to, by=guide.user)
    except ContactsError as error:
        problem = showing.sentence(error)
    return showing.answer(request, guide, problem=problem)


@requires(rules.is_guide)
@require_POST
@step
def take(request: HttpRequest, guide: Guide, contact: Contact) -> HttpResponse:
    taken = life.answer(contact=contact, by=guide.user)
    if taken.callback_to:
        calls.ring_back(contact=taken, by=guide.user)
    return showing.answer(request, guide)


@requires(rules.is_guide)
@require_POST
@step
def end(request: HttpRequest, guide: Guide, contact: Contact) -> HttpResponse:
    check(contact.guide_id == guide.pk)
    life.end(contact=contact)
    return showing.answer(request, guide)


@requires(rules.is_guide)
@require_POST
@step
def register(request: HttpRequest, guide: Guide, contact: Contact) -> HttpResponse:
    form = showing.register_form(contact, desk_reasons(contact.desk_id), request.POST)
    if not form.is_valid():
        return showing.answer(request, guide, failed=(contact.pk, form))
    try:
        _settle(form, guide, contact)
    except (ContactsError, CasesError) as problem:
        form.add_error(None, showing.sentence(problem))
        return showing.answer(request, guide, failed=(contact.pk, form))
    return showing.answer(request, guide)


def _settle(form: RegisterForm, guide: Guide, contact: Contact) -> None:
    given = form.cleaned_data
    common: dict[str, Any] = {
        "contact": contact,
        "by": guide.user,
        "reason": form.chosen_reason(),
        "words": given["words"],
        "article": _article(guide, given["article"]),
    }
    if not form.is_case:
        settling.register(**common, outcome=given["outcome"], note=given["note"])
        return
    units = {one.unit_id: one.unit for one in form.by_key.values() if one.unit}
    settling.hand_over(
        **common,
        text=given["note"],
        title=given["title"],
        unit=units.get(given["unit"]),
        promise=given["promise"],
        name=given["name"],
        phone=given["phone"],
        email=given["email"],
    )


def _article(guide: Guide, key: int | None) -> Article | None:
    """The answer that was given, if the guide may read it."""
    if not key:
        return None
    from hundra.hear.knowledge.rules import audiences_of

    return readable_articles(audiences_of(guide.user)).filter(pk=key).first()


@requires(rules.is_guide)
@require_http_methods(["GET", "HEAD", "POST"])
@step
def hand_on(request: HttpRequest, guide: Guide, contact: Contact) -> HttpResponse:
    """Asked for, the form (for the page's script only that); sent, the contact goes on."""
    reasons = desk_reasons(contact.desk_id)
    takers = [(one.pk, _taker(one)) for one in queries.takers(guide)]
    start = {"language": contact.language}
    form = HandOnForm(
        takers, reasons, request.POST or None, initial=start, auto_id=f"h{contact.pk}-%s"
    )
    if request.method == "POST" and form.is_valid():
        return _handed_on(request, guide, contact, form)
    part = "hand_on" if request.headers.get("HX-Request") else "hand_on_page"
    return render(request, f"contacts/guide/{part}.html", {"form": form, "contact": contact})


def _taker(taker: queries.Taker) -> str:
    languages = ", ".join(language_name(code) for code in taker.languages)
    return f"{taker.name} ({languages})" if languages else taker.name


def _handed_on(
    request: HttpRequest, guide: Guide, contact: Contact, form: HandOnForm
) -> HttpResponse:
    to = form.cleaned_data["guide"]
    life.hand_on(
        contact=contact,
        by=guide.user,
        guide=get_object_or_404(Guide, pk=to, desk=guide.desk_id) if to else None,
        language=form.cleaned_data["language"] or None,
        reason=form.chosen_reason(),
    )
    return showing.answer(request, guide)
