"""What a desk answers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.core.ui.languages import language_name
from hundra.core.ui.tables import answer
from hundra.hear.contacts import rules
from hundra.hear.contacts.forms.configuring import ReasonForm
from hundra.hear.contacts.forms.configuring.naming import NamesForm
from hundra.hear.contacts.queries import configuring as queries
from hundra.hear.contacts.services import configuring as services
from hundra.hear.contacts.tables.configuring import ReasonsTable
from hundra.hear.contacts.views.configuring.pages import (
    desk_or_404,
    frame,
    show,
    write,
)


@requires(rules.is_configurer)
@require_safe
def reasons(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    table = ReasonsTable(request, queries.reasons_of(desk))
    return answer(
        request,
        "contacts/configuring/reasons.html",
        table=table,
        context=frame(desk, "desk_reasons"),
    )


@requires(rules.is_configurer)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    form = ReasonForm(request.POST or None, desk=desk)

    def service() -> None:
        services.add_reason(
            by=signed_in_user(request),
            desk=desk,
            reason=form.cleaned_data["reason"],
            details=form.details(),
        )

    done = _("The reason is added.")
    return write(request, form, service, done=done, then="desk_reasons", slug=slug) or show(
        request, "form", desk, "desk_reasons", form=form, heading=_("New reason")
    )


@requires(rules.is_configurer)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    desk = desk_or_404(request, slug)
    reason = get_object_or_404(queries.reasons_of(desk), pk=pk)
    form = ReasonForm(request.POST or None, desk=desk, reason=reason)

    def service() -> None:
        services.edit_reason(by=signed_in_user(request), reason=reason, details=form.details())

    done = _("The reason is saved.")
    return write(request, form, service, done=done, then="desk_reasons", slug=slug) or show(
        request, "form", desk, "desk_reasons", form=form, heading=reason.reason.name
    )


@requires(rules.is_configurer)
@require_http_methods(["GET", "HEAD", "POST"])
def names(request: HttpRequest, slug: str, language: str = "") -> HttpResponse:
    """What visitors read, a language at a time; without one, the desk's first but Swedish."""
    desk = desk_or_404(request, slug)
    language = language or next((one for one in desk.languages if one != "sv"), "sv")
    if language not in desk.languages:
        raise Http404
    reasons = list(queries.reasons_of(desk).filter(is_active=True).order_by("reason__name"))
    form = NamesForm(reasons, request.POST or None, language=language)

    def service() -> None:
        services.name_reasons(
            by=signed_in_user(request), desk=desk, language=language, names=form.names()
        )

    done = _("The names are saved.")
    return write(request, form, service, done=done, then="desk_reasons", slug=slug) or show(
        request, "names", desk, "desk_reasons", form=form, heading=_("Names in other languages"),
        reasons=reasons,
        choices=[
            (language_name(one), reverse("desk_reason_names", args=[slug, one]), one == language)
            for one in desk.languages
        ],
    )  # fmt: skip
