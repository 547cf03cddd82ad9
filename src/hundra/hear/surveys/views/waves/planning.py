"""Planning a staff survey: what, whom, when, how it is shown, and a look at it all."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.hear.surveys import rules
from hundra.hear.surveys.errors import SurveyError
from hundra.hear.surveys.forms.waves import (
    BasicsForm,
    DaysForm,
    ShowingForm,
    WhomForm,
    next_monday,
)
from hundra.hear.surveys.queries.waves.instruments import pages_of
from hundra.hear.surveys.queries.waves.population import population
from hundra.hear.surveys.services.waves import letters, planning
from hundra.hear.surveys.services.waves.instruments import load_packaged
from hundra.hear.surveys.services.waves.planning import Showing
from hundra.hear.surveys.views.waves.shared import (
    draft_or_404,
    followed_or_404,
    planned_or_404,
    show,
    write,
)

FORMS = ["GET", "HEAD", "POST"]


@requires(rules.may_plan_somewhere)
@require_http_methods(FORMS)
def new(request: HttpRequest) -> HttpResponse:
    user = signed_in_user(request)
    load_packaged()
    form = BasicsForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            made = planning.plan_wave(
                **form.cleaned_data, days=planning.usual_days(next_monday()), by=user
            )
        except SurveyError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The survey is begun. Nobody is asked yet."))
            return redirect("wave", pk=made.pk)
    return show(request, "new", form=form)


@requires(rules.may_plan_somewhere)
@require_http_methods(FORMS)
def basics(request: HttpRequest, pk: int) -> HttpResponse:
    wave, user = draft_or_404(request, pk), signed_in_user(request)
    initial = {
        name: getattr(wave, name)
        for name in ("question_set", "title", "unit", "is_pilot", "ask_whom")
    }
    form = BasicsForm(request.POST or None, user=user, initial=initial)
    answer = write(
        request,
        form,
        lambda: planning.change_basics(wave=wave, **form.cleaned_data, by=user),
        done=_("Saved."),
        to=wave,
    )
    return answer or show(request, "step", wave=wave, form=form, step="basics")


@requires(rules.may_plan_somewhere)
@require_http_methods(FORMS)
def whom(request: HttpRequest, pk: int) -> HttpResponse:
    wave, user = draft_or_404(request, pk), signed_in_user(request)
    initial = {
        "titles": wave.titles,
        "people": "\n".join(wave.people.order_by("email").values_list("email", flat=True)),
    }
    form = WhomForm(request.POST or None, wave=wave, user=user, initial=initial)
    answer = write(
        request,
        form,
        lambda: planning.choose_whom(
            wave=wave,
            titles=form.cleaned_data["titles"],
            people=form.cleaned_data.get("people", []),
            by=user,
        ),
        done=_("Saved."),
        to=wave,
    )
    return answer or show(request, "step", wave=wave, form=form, step="whom")


@requires(rules.may_plan_somewhere)
@require_http_methods(FORMS)
def days(request: HttpRequest, pk: int) -> HttpResponse:
    wave, user = draft_or_404(request, pk), signed_in_user(request)
    form = DaysForm(request.POST) if request.method == "POST" else DaysForm.of(wave)
    answer = write(
        request,
        form,
        lambda: planning.set_days(wave=wave, days=form.days, by=user),
        done=_("Saved."),
        to=wave,
    )
    return answer or show(request, "step", wave=wave, form=form, step="days")


@requires(rules.may_plan_somewhere)
@require_http_methods(FORMS)
def showing(request: HttpRequest, pk: int) -> HttpResponse:
    wave, user = draft_or_404(request, pk), signed_in_user(request)
    form = ShowingForm(request.POST or None, wave=wave)
    answer = write(
        request,
        form,
        lambda: planning.set_showing(wave=wave, showing=Showing(**form.cleaned_data), by=user),
        done=_("Saved."),
        to=wave,
    )
    return answer or show(request, "step", wave=wave, form=form, step="showing")


@requires(rules.may_plan_somewhere)
@require_safe
def people_asked(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom it asks, counted by unit and occupation."""
    wave = planned_or_404(request, pk)
    return show(request, "people", wave=wave, found=population(wave))


@requires(rules.may_follow_somewhere)
@require_safe
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    wave = followed_or_404(request, pk)
    return show(request, "questions", wave=wave, pages=pages_of(wave.question_set))


@requires(rules.may_plan_somewhere)
@require_safe
def mails(request: HttpRequest, pk: int) -> HttpResponse:
    """The letters as they will read."""
    wave = planned_or_404(request, pk)
    shown = [letters.Words.of(wave, kind) for kind in (letters.INVITATION, letters.REMINDER)]
    return show(request, "mails", wave=wave, letters=shown)
