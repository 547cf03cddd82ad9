"""The pages of the follow-up."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hundra.core.accounts.models import User
from hundra.core.ui.access import check, requires
from hundra.improve.improvements.errors import ImprovementsError
from hundra.improve.improvements.queries import chosen_programme
from hundra.measure.channels import rules, services
from hundra.measure.channels.choosing import choice_from
from hundra.measure.channels.forms import ImprovementForm
from hundra.measure.channels.presenting.choice import choosing
from hundra.measure.channels.presenting.evidence import evidence_for
from hundra.measure.channels.presenting.parts import PARTS, part_tabs
from hundra.measure.channels.queries.desks import desks_for

INVALID = 422


@requires(rules.may_see_figures_somewhere)
@require_safe
def follow_up(request: HttpRequest, part: str = "") -> HttpResponse:
    desks = desks_for(request.user)
    if not desks:
        return render(request, "channels/none.html")
    shown = PARTS.get(part)
    if shown is None:
        raise Http404
    choice = choice_from(request.GET, desks)
    context = shown.build(request, choice)
    template = "channels/hidden.html" if context["report"].is_hidden else shown.template
    if template != shown.template:
        context = {"report": context["report"]}
    for table in context.get("tables", ()):
        if table.wants_file:
            return cast("HttpResponse", table.file())
    tabs = part_tabs(choice, shown)
    return render(
        request, template, {**choosing(choice, desks), **context, "parts": tabs, "part": shown}
    )


@requires(rules.may_see_figures_somewhere)
@require_http_methods(["GET", "POST"])
def improve(request: HttpRequest) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    choice = choice_from(asked, desks_for(request.user))
    check(rules.may_make_improvement(request.user, choice.desk))
    evidence = evidence_for(choice, asked)
    programme = chosen_programme()
    if evidence is None:
        raise Http404
    if programme is None:
        messages.info(request, _("Create a programme first."))
        return redirect("programmes")
    form = ImprovementForm(request.POST or None, initial=evidence.suggested)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.make_improvement(
                by=cast("User", request.user),
                programme=programme,
                desk=choice.desk,
                story=evidence.story,
                **form.cleaned_data,
            )
        except ImprovementsError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The improvement is saved as an idea."))
            return redirect("improvement", pk=made.pk)
    context = {"form": form, "evidence": evidence, "choice": choice, "programme": programme}
    return render(request, "channels/improve.html", context, status=INVALID if form.errors else 200)
