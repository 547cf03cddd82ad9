"""The list of staff surveys, and the page of one: where it stands and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.models import User
from hundra.core.accounts.web import signed_in_user
from hundra.core.jobs.queries import is_under_way
from hundra.core.ui.access import requires
from hundra.core.ui.etags import etag_of
from hundra.core.ui.tables import answer
from hundra.hear.surveys import rules
from hundra.hear.surveys.errors import SurveyError
from hundra.hear.surveys.forms.waves import ExtendForm
from hundra.hear.surveys.models import Wave, WaveState
from hundra.hear.surveys.queries.waves.lists import waves_of
from hundra.hear.surveys.services.waves import ending, opening, planning, reminding
from hundra.hear.surveys.views.waves import presenting
from hundra.hear.surveys.views.waves.shared import (
    followed_or_404,
    planned_or_404,
    show,
    write,
)
from hundra.hear.surveys.views.waves.tables import WavesTable, rates_table

OPENING, CLOSING = "surveys.open_wave", "surveys.close_wave"


@requires(rules.may_follow_somewhere)
@require_safe
def waves(request: HttpRequest) -> HttpResponse:
    table = WavesTable(request, waves_of(request.user))
    context = {"may_plan": rules.may_plan_somewhere(request.user)}
    return answer(request, "surveys/waves/list.html", table=table, context=context)


@requires(rules.may_follow_somewhere)
@require_safe
def wave(request: HttpRequest, pk: int) -> HttpResponse:
    shown = followed_or_404(request, pk)
    may_plan = rules.may_plan(request.user, shown.unit)
    context = {
        "wave": shown,
        "may_plan": may_plan,
        "is_opening": is_under_way(OPENING, wave=pk),
        "is_closing": shown.state == WaveState.CLOSING or is_under_way(CLOSING, wave=pk),
    }
    if shown.state == WaveState.DRAFT:
        return show(request, "draft", **context, **presenting.draft(shown))
    context |= presenting.begun(shown, by=request.user)
    table = rates_table(request, shown)
    return answer(request, "surveys/waves/wave.html", table=table, context=context)


@requires(rules.may_follow_somewhere)
@require_safe
def now(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures alone, asked for every few seconds; 304 while nothing has changed."""
    shown = followed_or_404(request, pk)
    context = presenting.begun(shown, by=request.user)
    busy = is_under_way(OPENING, wave=pk) or is_under_way(CLOSING, wave=pk)
    said = f"{shown.state} {busy} {context['standing'].version} {request.LANGUAGE_CODE}"
    etag = etag_of(said)
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    context |= {"wave": shown, "is_opening": is_under_way(OPENING, wave=pk)}
    response = show(request, "now", **context)
    response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
    was = request.GET.get("var", shown.state)
    if shown.state != was or (was == WaveState.DRAFT and not busy):
        response["HX-Refresh"] = "true"
    return response


@requires(rules.may_plan_somewhere)
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    shown, user = planned_or_404(request, pk), signed_in_user(request)
    if shown.state != WaveState.OPEN:
        raise Http404
    form = ExtendForm(request.POST or None, initial={"closes_on": shown.closes_on})
    done = write(
        request,
        form,
        lambda: ending.extend(wave=shown, closes_on=form.cleaned_data["closes_on"], by=user),
        done=_("The last day is changed."),
        to=shown,
    )
    return done or show(request, "extend", wave=shown, form=form)


@requires(rules.may_plan_somewhere)
@require_POST
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One of the steps of a survey's life."""
    shown = planned_or_404(request, pk)
    if what not in ACTS:
        raise Http404
    try:
        messages.success(request, ACTS[what](shown, signed_in_user(request)))
    except SurveyError as error:
        messages.error(request, str(error))
    if not Wave.objects.filter(pk=pk).exists():
        return redirect("waves")
    return redirect("wave", pk=pk)


def _open(wave: Wave, by: User) -> str:
    opening.ask_to_open(wave=wave, by=by)
    return _("The survey is being opened. The links go out now.")


def _open_by_itself(wave: Wave, by: User) -> str:
    opening.open_by_itself(wave=wave, does=True, by=by)
    return _("The survey opens by itself on its day.")


def _wait(wave: Wave, by: User) -> str:
    opening.open_by_itself(wave=wave, does=False, by=by)
    return _("The survey waits until somebody opens it.")


def _discard(wave: Wave, by: User) -> str:
    planning.discard(wave=wave, by=by)
    return _("The survey is taken away.")


def _remind(wave: Wave, by: User) -> str:
    reminding.ask_to_remind(wave=wave, by=by)
    return _("Reminders go out to those who haven't answered.")


def _close(wave: Wave, by: User) -> str:
    ending.ask_to_close(wave=wave, by=by)
    return _("The survey is being closed. The results are put together.")


def _call_off(wave: Wave, by: User) -> str:
    ending.call_off(wave=wave, by=by)
    return _("The survey is called off. Its answers are deleted.")


ACTS: dict[str, Callable[[Wave, User], str]] = {
    "oppna": _open,
    "av-sig-sjalv": _open_by_itself,
    "vanta": _wait,
    "ta-bort": _discard,
    "paminn": _remind,
    "stang": _close,
    "stall-in": _call_off,
}
