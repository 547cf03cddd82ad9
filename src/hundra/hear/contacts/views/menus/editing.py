"""The steps of the menu, and trying them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.hear.contacts import rules
from hundra.hear.contacts.errors import ContactsError
from hundra.hear.contacts.forms.menus import BasicsForm, NewStepForm, StepForm
from hundra.hear.contacts.menus import wording
from hundra.hear.contacts.menus.tree import Tree
from hundra.hear.contacts.models import Desk
from hundra.hear.contacts.queries import menus as queries
from hundra.hear.contacts.queries import trying
from hundra.hear.contacts.services import menus as services
from hundra.hear.contacts.views.menus.pages import INVALID, desk_or_404, show


@requires(rules.is_configurer)
@require_safe
def menus(request: HttpRequest) -> HttpResponse:
    """The desks; with one alone, its menu at once."""
    rows = queries.standings(request.user)
    if len(rows) == 1:
        return redirect("phone_menu", slug=rows[0].desk.slug)
    return render(request, "contacts/menus/menus.html", {"rows": rows})


@requires(rules.is_configurer)
@require_safe
def menu(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    used, draft = queries.in_use(desk), queries.draft(desk)
    version = draft or used
    tree = queries.tree_of(version)
    found = queries.faults(version) if version else []
    return show(
        request,
        "menu",
        desk,
        "menu",
        used=used,
        tree=tree,
        steps=queries.outline(tree, found),
        faults=[wording.fault(fault, tree) for fault in found],
        unread=queries.unread(tree),
        changes=len(queries.compared(queries.tree_of(used), tree)) if draft else 0,
    )


@requires(rules.is_configurer)
@require_http_methods(["GET", "HEAD", "POST"])
def basics(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    form = BasicsForm(request.POST or None, tree=_tree(desk))
    if request.method == "POST" and form.is_valid():
        services.set_basics(
            desk=desk,
            by=signed_in_user(request),
            languages=form.ordered(),
            start=form.cleaned_data["start"],
        )
        return redirect("phone_menu", slug=slug)
    status = INVALID if form.errors else 200
    heading = _("Languages and first step")
    return show(request, "form", desk, "menu", status=status, form=form, heading=heading)


def _tree(desk: Desk) -> Tree:
    return queries.tree_of(queries.draft(desk) or queries.in_use(desk))


@requires(rules.is_configurer)
@require_http_methods(["GET", "HEAD", "POST"])
def new_step(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    form = NewStepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = services.add_step(desk=desk, by=signed_in_user(request), **form.cleaned_data)
        return redirect("phone_menu_step", slug=slug, key=key)
    status = INVALID if form.errors else 200
    return show(request, "form", desk, "menu", status=status, form=form, heading=_("New step"))


@requires(rules.is_configurer)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    tree = _tree(desk)
    node = tree.nodes.get(key)
    if node is None:
        raise Http404
    form = StepForm(request.POST or None, desk=desk, tree=tree, node=node)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_step(desk=desk, by=signed_in_user(request), key=key, step=form.step())
        except ContactsError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The step is saved in the draft."))
            return redirect("phone_menu", slug=slug)
    context = {"form": form, "node": node, "kind": wording.KINDS[node.kind], "heading": node.name}
    return show(request, "step", desk, "menu", status=INVALID if form.errors else 200, **context)


@requires(rules.is_configurer)
@require_POST
def remove_step(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    services.remove_step(desk=desk, by=signed_in_user(request), key=key)
    messages.success(request, _("The step is removed from the draft."))
    return redirect("phone_menu", slug=slug)


@requires(rules.is_configurer)
@require_safe
def trial(request: HttpRequest, slug: str) -> HttpResponse:
    """A call by links: all that was pressed stands in the address, so any step can be shared."""
    desk = desk_or_404(request, slug)
    which = request.GET.get("version", "")
    used = which == "aktuell"
    tree = queries.tree_of(queries.in_use(desk)) if used else _tree(desk)
    is_open = request.GET.get("lage") != "stangt"
    pressed = [key for key in request.GET.get("tryck", "").split(".") if key]
    walked = trying.walk(tree, pressed=pressed, is_open=is_open, crisis=desk.crisis)
    context: dict[str, Any] = {
        "trial": walked,
        "is_open": is_open,
        "used": used,
        "pressed": ".".join(pressed),
    }
    return show(request, "trial", desk, "trial", **context)
