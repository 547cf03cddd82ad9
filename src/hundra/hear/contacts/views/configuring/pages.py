"""What the pages of configuration share: the desk, its tabs, and the form that writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hundra.core.ui.access import check
from hundra.core.ui.components import Tab
from hundra.hear.contacts import rules
from hundra.hear.contacts.errors import ContactsError
from hundra.hear.contacts.models import Desk

INVALID = 422
"""The status of a form that is shown again: it was understood, but cannot be done as it is."""

TABS = (
    ("desk_overview", _("Overview")),
    ("desk_hours", _("Opening hours")),
    ("desk_reasons", _("Reasons")),
    ("desk_guides", _("Guides")),
    ("desk_goals", _("Goals and times")),
    ("desk_rules", _("Who gets whom")),
)


def desk_or_404(request: HttpRequest, slug: str) -> Desk:
    """The desk, for those who may set it up."""
    desk = get_object_or_404(Desk.objects.select_related("unit"), slug=slug)
    check(rules.may_configure(request.user, desk))
    return desk


def tabs(desk: Desk, here: str) -> list[Tab]:
    return [
        Tab(label, reverse(name, kwargs={"slug": desk.slug}), current=name == here)
        for name, label in TABS
    ]


def frame(desk: Desk, here: str) -> dict[str, Any]:
    """What every page under a tab shows around its own; `heading` is for those further in."""
    return {"desk": desk, "tabs": tabs(desk, here), "heading": ""}


def show(
    request: HttpRequest, template: str, desk: Desk, here: str, **context: Any
) -> HttpResponse:
    """A page under one of the desk's tabs."""
    return render(
        request,
        f"contacts/configuring/{template}.html",
        {**frame(desk, here), **context},
        status=_status(context.get("form")),
    )


def _status(form: BaseForm | None) -> int | None:
    return INVALID if form is not None and form.errors else None


def write(
    request: HttpRequest,
    form: BaseForm,
    service: Callable[[], object],
    *,
    done: Any,
    then: str,
    slug: str,
) -> HttpResponse | None:
    """Does what a valid form asks and goes on; a domain error becomes the form's. None: show it."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        service()
    except ContactsError as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, str(done))
    return redirect(then, slug=slug)
