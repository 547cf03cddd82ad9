"""Into use, back again, and the message that goes out at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.hear.contacts import rules
from hundra.hear.contacts.errors import ContactsError, FaultyMenuError
from hundra.hear.contacts.forms.menus import CrisisForm, PublishForm
from hundra.hear.contacts.menus import wording
from hundra.hear.contacts.models import MenuVersion
from hundra.hear.contacts.queries import menus as queries
from hundra.hear.contacts.services import menus as services
from hundra.hear.contacts.views.menus.pages import INVALID, desk_or_404, show


@requires(rules.is_configurer)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """What will change, the faults if any, and the button."""
    desk = desk_or_404(request, slug)
    draft = queries.draft(desk)
    if draft is None:
        return redirect("phone_menu", slug=slug)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.publish(desk=desk, by=signed_in_user(request), note=form.cleaned_data["note"])
        except FaultyMenuError as error:
            for sentence in error.sentences:
                form.add_error(None, sentence)
        else:
            messages.success(request, _("The new menu is in use for every call from now on."))
            return redirect("phone_menu", slug=slug)
    tree = queries.tree_of(draft)
    context = {
        "form": form,
        "differences": queries.compared(queries.tree_of(queries.in_use(desk)), tree),
        "faults": [wording.fault(fault, tree) for fault in queries.faults(draft)],
        "unread": queries.unread(tree),
    }
    return show(request, "publish", desk, "menu", status=INVALID if form.errors else 200, **context)


@requires(rules.is_configurer)
@require_POST
def discard(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    services.discard(desk=desk)
    messages.success(request, _("The draft is thrown away."))
    return redirect("phone_menu", slug=slug)


@requires(rules.is_configurer)
@require_safe
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    return show(request, "versions", desk, "versions", versions=queries.versions(desk))


@requires(rules.is_configurer)
@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A version beside the one in use."""
    desk = desk_or_404(request, slug)
    shown = get_object_or_404(queries.versions(desk), number=number)
    used = queries.in_use(desk)
    context: dict[str, Any] = {
        "version": shown,
        "used": used,
        "differences": queries.compared(queries.tree_of(used), queries.tree_of(shown)),
        "steps": queries.outline(queries.tree_of(shown), []),
    }
    return show(request, "version", desk, "versions", **context)


@requires(rules.is_configurer)
@require_POST
def restore(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    desk = desk_or_404(request, slug)
    chosen = get_object_or_404(MenuVersion, desk=desk, number=number, published_at__isnull=False)
    services.restore(version=chosen, by=signed_in_user(request))
    messages.success(request, _("The earlier version is now the draft. Publish it to use it."))
    return redirect("phone_menu", slug=slug)


@requires(rules.is_configurer)
@require_http_methods(["GET", "HEAD", "POST"])
def crisis(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    form = CrisisForm(request.POST or None, desk=desk, tree=queries.tree_of(queries.in_use(desk)))
    if request.method == "POST" and form.is_valid():
        try:
            services.set_crisis(desk=desk, texts=form.texts())
        except ContactsError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Every call now begins with the message."))
            return redirect("phone_menu_crisis", slug=slug)
    status = INVALID if form.errors else 200
    return show(request, "crisis", desk, "crisis", status=status, form=form)


@requires(rules.is_configurer)
@require_POST
def end_crisis(request: HttpRequest, slug: str) -> HttpResponse:
    desk = desk_or_404(request, slug)
    services.set_crisis(desk=desk, texts={})
    messages.success(request, _("The message is taken away."))
    return redirect("phone_menu_crisis", slug=slug)
