"""What a desk answers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from hundra.core.ui.access import requires
from hundra.core.ui.tables import answer
from hundra.hear.contacts import rules
from hundra.hear.contacts.forms.configuring import ReasonForm
from hundra.hear.contacts.queries import configuring as queries
from hundra.hear.contacts.services import configuring as services
from hundra.hear.contacts.tables.configuring import ReasonsTable
from hundra.hear.contacts.views.configuring.pages import (
    desk_or_404,
    frame,
    show,
    user_of,
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
            by=user_of(request),
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
        services.edit_reason(by=user_of(request), reason=reason, details=form.details())

    done = _("The reason is saved.")
    return write(request, form, service, done=done, then="desk_reasons", slug=slug) or show(
        request, "form", desk, "desk_reasons", form=form, heading=reason.reason.name
    )
