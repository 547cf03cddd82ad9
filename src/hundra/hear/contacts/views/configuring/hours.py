"""Opening hours and special days."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.hear.contacts import rules
from hundra.hear.contacts.forms.configuring import SpecialDayForm, WeekForm
from hundra.hear.contacts.queries import configuring as queries
from hundra.hear.contacts.services import configuring as services
from hundra.hear.contacts.views.configuring.pages import desk_or_404, show, write


@requires(rules.is_configurer)
@require_http_methods(["GET", "HEAD", "POST"])
def week(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    form = WeekForm(request.POST or None, desk=desk)

    def service() -> None:
        services.set_week(by=signed_in_user(request), desk=desk, week=form.week())

    done = _("The opening hours are saved.")
    return write(request, form, service, done=done, then="desk_hours", slug=slug) or show(
        request,
        "hours",
        desk,
        "desk_hours",
        form=form,
        standing=queries.standing(desk),
        special_days=queries.coming_special_days(desk),
    )


@requires(rules.is_configurer)
@require_http_methods(["GET", "HEAD", "POST"])
def special_day(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    form = SpecialDayForm(request.POST or None)

    def service() -> None:
        services.set_special_day(by=signed_in_user(request), desk=desk, **form.cleaned_data)

    done = _("The day is saved.")
    return write(request, form, service, done=done, then="desk_hours", slug=slug) or show(
        request, "form", desk, "desk_hours", form=form, heading=_("A special day")
    )


@requires(rules.is_configurer)
@require_POST
def remove_special_day(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    desk = desk_or_404(request, slug)
    day = get_object_or_404(desk.special_days, pk=pk)
    services.remove_special_day(by=signed_in_user(request), special_day=day)
    messages.success(request, str(_("The day is like others again.")))
    return redirect("desk_hours", slug=slug)
