"""The café for those who lead it: plan, open and close, group and hide, make something of notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import check, requires
from hundra.core.ui.etags import etag_of
from hundra.core.ui.publishing import absolute
from hundra.engines.qr import qr_code
from hundra.improve.plans import rules
from hundra.improve.plans.forms.cafes import CafeForm, ProposeForm, SuggestForm
from hundra.improve.plans.models import Cafe, CafeNote, CafeTable
from hundra.improve.plans.presenting import CAFE_TONES
from hundra.improve.plans.queries import cafes as queries
from hundra.improve.plans.services import cafes as services
from hundra.improve.plans.services import leading
from hundra.improve.plans.views.shared import attempt, attempt_with_message, form_page


def cafe_or_404(request: HttpRequest, pk: int) -> Cafe:
    """The café, for those who lead it."""
    found = queries.cafe_with(pk)
    if found is None:
        raise Http404
    check(rules.may_lead(request.user, found))
    return found


@requires(rules.may_hold_cafes)
@require_safe
def cafes(request: HttpRequest) -> HttpResponse:
    shown = [(cafe, CAFE_TONES[cafe.state]) for cafe in queries.cafes_of(request.user)[:200]]
    return render(request, "plans/cafes.html", {"cafes": shown})


@requires(rules.may_hold_cafes)
@require_http_methods(["GET", "POST"])
def new_cafe(request: HttpRequest) -> HttpResponse:
    user = signed_in_user(request)
    form = CafeForm(request.POST or None, user=user, initial={"plan": request.GET.get("plan")})
    if request.method == "POST" and form.is_valid():
        check(rules.may_hold_cafe_at(user, form.cleaned_data["unit"]))
        made: list[Cafe] = []
        if attempt(form, lambda: made.append(services.plan_cafe(by=user, **form.details()))):
            messages.success(request, _("The café is planned. Open it when it begins."))
            return redirect("cafe", pk=made[0].pk)
    return form_page(request, "plans/cafe_form.html", form)


@requires(rules.may_hold_cafes)
@require_http_methods(["GET", "POST"])
def edit_cafe(request: HttpRequest, pk: int) -> HttpResponse:
    shown = cafe_or_404(request, pk)
    user = signed_in_user(request)
    form = CafeForm(request.POST or None, instance=shown, user=user)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: services.edit_cafe(cafe=shown, by=user, **form.details()))
    ):
        messages.success(request, _("The changes are saved."))
        return redirect("cafe", pk=pk)
    return form_page(request, "plans/cafe_form.html", form, cafe=cafe_or_404(request, pk))


@requires(rules.may_hold_cafes)
@require_safe
def cafe(request: HttpRequest, pk: int) -> HttpResponse:
    """The script asks for the notes alone, and is told 304 while they are the same."""
    shown = cafe_or_404(request, pk)
    tables = queries.tables(shown)
    if request.headers.get("X-Part") == "1":
        return _notes(request, shown, tables)
    context = {
        "cafe": shown,
        "tone": CAFE_TONES[shown.state],
        "is_open": queries.is_open(shown),
        "tables": tables,
        "gathered": queries.gathered(shown, hidden=True),
        "groups": list(shown.groups.values_list("title", flat=True)),
        "link": absolute(reverse("cafe_join", kwargs={"secret": shown.secret})),
        "typed_at": absolute(reverse("cafe_code")),
    }
    return render(request, "plans/cafe.html", context)


def _notes(request: HttpRequest, shown: Cafe, tables: Sequence[CafeTable]) -> HttpResponse:
    versions = [shown.version, *(table.version for table in tables)]
    etag = etag_of(f"{get_language()} {shown.state} {versions}")
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        context = {
            "cafe": shown,
            "tables": tables,
            "gathered": queries.gathered(shown, hidden=True),
        }
        response = render(request, "plans/cafe_part.html", context)
    response["ETag"] = etag
    patch_vary_headers(response, ["X-Part"])
    return response


@requires(rules.may_hold_cafes)
@require_safe
def screen(request: HttpRequest, pk: int) -> HttpResponse:
    """The QR code and the code to type, large, for the wall of the room."""
    shown = cafe_or_404(request, pk)
    link = absolute(reverse("cafe_join", kwargs={"secret": shown.secret}))
    context = {
        "cafe": shown,
        "is_open": queries.is_open(shown),
        "qr": mark_safe(qr_code(link)),  # noqa: S308 - drawn by us, of squares alone.
        "typed_at": absolute(reverse("cafe_code")),
    }
    return render(request, "plans/cafe_screen.html", context)


@requires(rules.may_hold_cafes)
@require_POST
def set_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens the café, or with `close` closes it."""
    shown = cafe_or_404(request, pk)
    closes = "close" in request.POST
    write = services.close_cafe if closes else services.open_cafe
    attempt_with_message(
        request,
        partial(write, cafe=shown, by=signed_in_user(request)),
        _("The café is closed.") if closes else _("The café is open for notes."),
    )
    return redirect("cafe", pk=pk)


@requires(rules.may_hold_cafes)
@require_POST
def sort_notes(request: HttpRequest, pk: int) -> HttpResponse:
    """What the pressed button says, with the notes that are ticked."""
    shown = cafe_or_404(request, pk)
    by = signed_in_user(request)
    notes = queries.chosen_notes(shown, request.POST.getlist("note"))
    pressed = request.POST.get("do", "")
    if pressed in MAKERS:
        keys = urlencode([("note", str(note.pk)) for note in notes])
        address = reverse("cafe_make", kwargs={"pk": pk, "kind": pressed})
        if notes:
            return redirect(f"{address}?{keys}")
    writes: dict[str, Callable[..., Any]] = {
        "hide": partial(leading.hide_notes, hidden=True),
        "show": partial(leading.hide_notes, hidden=False),
        "group": partial(leading.group_notes, title=request.POST.get("title", "")),
    }
    write = writes.get(pressed, writes["group"])
    attempt_with_message(
        request, partial(write, cafe=shown, notes=notes, by=by), _("The notes are sorted.")
    )
    return redirect(reverse("cafe", kwargs={"pk": pk}) + "#anteckningar")


MAKERS = ("suggestion", "proposal", "activity")


@requires(rules.may_hold_cafes)
@require_http_methods(["GET", "POST"])
def make(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A suggestion, a proposal or an activity of the notes in the address."""
    shown = cafe_or_404(request, pk)
    notes = queries.chosen_notes(shown, request.GET.getlist("note"))
    if kind not in MAKERS or not notes or (kind != "suggestion" and shown.plan is None):
        raise Http404
    if kind == "activity":
        check(rules.may_make_activities(request.user))
        return redirect(_activity_address(shown, notes))
    return _make(request, shown, notes, kind)


def _activity_address(cafe: Cafe, notes: list[CafeNote]) -> str:
    areas = [note.theme.area_id for note in notes if note.theme and note.theme.area_id]
    query = [
        ("titel", notes[0].text[:120]),
        ("text", _together(notes)),
        ("enhet", cafe.unit_id),
        *([("omrade", areas[0])] if areas else []),
        ("kafe", cafe.pk),
        *(("note", str(note.pk)) for note in notes),
    ]
    return reverse("plan_activity_new", kwargs={"plan": cafe.plan_id}) + f"?{urlencode(query)}"


def _together(notes: list[CafeNote]) -> str:
    return notes[0].text if len(notes) == 1 else "\n".join(f"– {note.text}" for note in notes)


def _make(request: HttpRequest, cafe: Cafe, notes: list[CafeNote], kind: str) -> HttpResponse:
    areas = [note.theme.area_id for note in notes if note.theme and note.theme.area_id]
    initial: dict[str, Any] = {"text": _together(notes), "area": areas[0] if areas else None}
    data = request.POST or None
    if kind == "suggestion" or cafe.plan is None:
        form: Any = SuggestForm(data, initial=initial)
        write: Any = leading.suggest
    else:
        form, write = ProposeForm(data, plan=cafe.plan, initial=initial), leading.propose_in_plan
    by = signed_in_user(request)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: write(cafe=cafe, notes=notes, by=by, **form.cleaned_data))
    ):
        messages.success(request, _("Done. The participants see it by the café's link."))
        return redirect(reverse("cafe", kwargs={"pk": cafe.pk}) + "#anteckningar")
    return form_page(request, "plans/cafe_make.html", form, cafe=cafe, notes=notes, kind=kind)
