"""The desks, and what each of them is, aims at and goes by."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.audit.queries import trail
from hundra.core.ui.access import check, requires
from hundra.hear.contacts import rules
from hundra.hear.contacts.describing import describe
from hundra.hear.contacts.errors import ContactsError
from hundra.hear.contacts.forms.configuring import DeskForm, GoalsForm
from hundra.hear.contacts.models import Desk
from hundra.hear.contacts.queries import configuring as queries
from hundra.hear.contacts.services import configuring as services
from hundra.hear.contacts.views.configuring.pages import (
    INVALID,
    desk_or_404,
    show,
    write,
)


@requires(rules.is_configurer)
@require_safe
def desks(request: HttpRequest) -> HttpResponse:
    shown = queries.configured_desks(signed_in_user(request))
    return render(request, "contacts/configuring/desks.html", {"desks": shown})


@requires(rules.is_configurer)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = DeskForm(request.POST or None, user=signed_in_user(request))
    if request.method == "POST" and form.is_valid():
        check(rules.may_configure(request.user, Desk(unit=form.details().unit)))
        try:
            made = services.create_desk(by=signed_in_user(request), details=form.details())
        except ContactsError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, str(_("The service centre is made. Now give it its hours.")))
            return redirect("desk_hours", slug=made.slug)
    status = INVALID if form.errors else None
    return render(request, "contacts/configuring/new.html", {"form": form}, status=status)


@requires(rules.is_configurer)
@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    return show(
        request,
        "overview",
        desk,
        "desk_overview",
        standing=queries.standing(desk),
        spoken=queries.languages_spoken(desk),
        counts=queries.configured_desks(signed_in_user(request)).get(pk=desk.pk),
        trail=trail(desk, related=["hours", "special_days", "reasons", "guides"]),
    )


@requires(rules.is_configurer)
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    form = DeskForm(request.POST or None, user=signed_in_user(request), desk=desk)

    def service() -> None:
        services.edit_desk(by=signed_in_user(request), desk=desk, details=form.details())

    if request.method == "POST" and form.is_valid():
        check(rules.may_configure(request.user, Desk(unit=form.details().unit)))
    done = _("The service centre is saved.")
    return write(request, form, service, done=done, then="desk_overview", slug=slug) or show(
        request, "form", desk, "desk_overview", form=form, heading=_("Details")
    )


@requires(rules.is_configurer)
@require_http_methods(["GET", "HEAD", "POST"])
def goals(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    form = GoalsForm(request.POST or None, desk=desk)

    def service() -> None:
        services.set_goals(by=signed_in_user(request), desk=desk, goals=form.cleaned_data)

    done = _("The figures are saved, and go at once.")
    return write(request, form, service, done=done, then="desk_goals", slug=slug) or show(
        request, "form", desk, "desk_goals", form=form, heading=_("Goals and times")
    )


@requires(rules.is_configurer)
@require_safe
def in_words(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    spoken = queries.languages_spoken(desk)
    return show(request, "rules", desk, "desk_rules", rules=describe(desk), spoken=spoken)
