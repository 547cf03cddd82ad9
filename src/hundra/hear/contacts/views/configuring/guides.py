"""Who answers at a desk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.core.ui.tables import answer
from hundra.hear.contacts import rules
from hundra.hear.contacts.forms.configuring import GuideForm
from hundra.hear.contacts.queries import configuring as queries
from hundra.hear.contacts.services import configuring as services
from hundra.hear.contacts.tables.configuring import GuidesTable
from hundra.hear.contacts.views.configuring.pages import (
    desk_or_404,
    frame,
    show,
    write,
)


@requires(rules.is_configurer)
@require_safe
def guides(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    table = GuidesTable(request, queries.guides_of(desk))
    return answer(
        request,
        "contacts/configuring/guides.html",
        table=table,
        context=frame(desk, "desk_guides"),
    )


@requires(rules.is_configurer)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    form = GuideForm(request.POST or None, desk=desk)

    def service() -> None:
        services.add_guide(
            by=signed_in_user(request),
            desk=desk,
            user=form.cleaned_data["user"],
            details=form.details(),
        )

    done = _("The guide is added.")
    return write(request, form, service, done=done, then="desk_guides", slug=slug) or show(
        request, "guide", desk, "desk_guides", form=form, heading=_("New guide")
    )


@requires(rules.is_configurer)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    desk = desk_or_404(request, slug)
    guide = get_object_or_404(queries.guides_of(desk), pk=pk)
    form = GuideForm(request.POST or None, desk=desk, guide=guide)

    def service() -> None:
        services.edit_guide(by=signed_in_user(request), guide=guide, details=form.details())

    done = _("The guide is saved.")
    return write(request, form, service, done=done, then="desk_guides", slug=slug) or show(
        request, "guide", desk, "desk_guides", form=form, heading=str(guide)
    )
