"""What all pages of the phone menu begin and end with."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hundra.core.ui.components import Tab
from hundra.hear.contacts import rules
from hundra.hear.contacts.models import Desk
from hundra.hear.contacts.queries import menus as queries

INVALID = 422
"""The status of a form that is shown again: it was understood, but cannot be done as it is."""

PAGES = (
    ("phone_menu", "menu"),
    ("phone_menu_trial", "trial"),
    ("phone_menu_recordings", "recordings"),
    ("phone_menu_versions", "versions"),
    ("phone_menu_crisis", "crisis"),
)


def desk_or_404(request: HttpRequest, slug: str) -> Desk:
    """The desk, if the user may edit its menu: others do not learn which desks there are."""
    desk = Desk.objects.select_related("unit").filter(slug=slug, is_active=True).first()
    if desk is None or not rules.may_configure(request.user, desk):
        raise Http404
    return desk


def tabs(desk: Desk, current: str) -> list[Tab]:
    labels = {
        "menu": _("Steps"),
        "trial": _("Try it"),
        "recordings": _("Recordings"),
        "versions": _("Versions"),
        "crisis": _("Crisis message"),
    }
    return [
        Tab(labels[page], reverse(name, args=[desk.slug]), current=page == current)
        for name, page in PAGES
    ]


def show(
    request: HttpRequest, page: str, desk: Desk, tab: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the desk's menu, with what is common to all of them."""
    common = {"desk": desk, "tabs": tabs(desk, tab), "draft": queries.draft(desk)}
    return render(request, f"contacts/menus/{page}.html", {**common, **context}, status=status)
