"""The rules that a desk's rosters keep, and the figures that a local agreement has changed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.audit.queries import trail
from hundra.core.ui.access import requires
from hundra.hear.contacts.models import Desk
from hundra.improve.staffing import rules, setup_pages
from hundra.improve.staffing.forms.setup import FigureForm
from hundra.improve.staffing.queries import ruling as queries
from hundra.improve.staffing.services import ruling as services
from hundra.improve.staffing.views.shared import desk_or_404, show, write


@requires(rules.is_planner)
@require_safe
def rule_book(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    parts = setup_pages.rule_parts(queries.held_rules(desk))
    return show(request, "setup/rules", desk=desk, parts=parts)


@requires(rules.is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The figure of one rule."""
    desk = desk_or_404(request, slug)
    held = _held_or_404(desk, code)
    agreement = held.figure.agreement if held.figure else ""
    form = FigureForm(request.POST or None, rule=held.rule, agreement=agreement)
    there = reverse("staffing_rules", args=[slug])

    def service() -> None:
        given = form.cleaned_data
        services.set_figure(desk=desk, code=held.rule.code, by=signed_in_user(request), **given)

    return write(request, form, service, done=_("The rule is saved."), then=there) or show(
        request,
        "setup/rule",
        desk=desk,
        line=setup_pages.rule_line(held),
        form=form,
        trail=trail(held.figure) if held.figure else (),
    )


@requires(rules.is_planner)
@require_POST
def rule_back(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The rule's own figure holds again."""
    desk = desk_or_404(request, slug)
    held = _held_or_404(desk, code)
    if held.figure is not None:
        services.take_back(figure=held.figure, by=signed_in_user(request))
        messages.success(request, _("The rule’s own figure holds again."))
    return redirect("staffing_rules", slug=slug)


def _held_or_404(desk: Desk, code: str) -> queries.HeldRule:
    held = queries.held_rule(desk, code.replace("-", "_"))
    if held is None:
        raise Http404
    return held
