"""The administrator's pages about users and roles, and everyone's own account."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hundra.core.accounts import queries, registry, rules, services
from hundra.core.accounts.errors import AccountError
from hundra.core.accounts.forms import GrantForm, InviteForm
from hundra.core.accounts.models import Role, RoleGrant, User
from hundra.core.accounts.tables import GrantTable, UserTable
from hundra.core.accounts.web import UserRequest
from hundra.core.ui.access import check, requires, signed_in
from hundra.core.ui.tables import answer


@requires(rules.may_administer)
@require_GET
def users(request: UserRequest) -> HttpResponse:
    table = UserTable(request, queries.users(by=request.user))
    return answer(request, "accounts/users.html", table=table)


@requires(rules.may_administer)
@require_GET
def roles(request: UserRequest) -> HttpResponse:
    table = GrantTable(request, queries.grants(by=request.user))
    return answer(request, "accounts/roles.html", table=table)


@requires(rules.may_administer)
@require_http_methods(["GET", "POST"])
def invite(request: UserRequest) -> HttpResponse:
    form = InviteForm(request.POST or None)
    if form.is_valid():
        try:
            user = services.invite_user(by=request.user, **form.cleaned_data)
        except AccountError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("user", pk=user.pk)
    return render(request, "accounts/invite.html", {"form": form})


@requires(rules.may_administer)
@require_GET
def user(request: UserRequest, pk: int) -> HttpResponse:
    return _user_page(request, _open(request, pk), GrantForm(by=request.user))


@requires(rules.may_administer)
@require_POST
def grant(request: UserRequest, pk: int) -> HttpResponse:
    target = _open(request, pk)
    form = GrantForm(request.POST, by=request.user)
    if form.is_valid():
        try:
            services.grant_role(by=request.user, user=target, **form.cleaned_data)
        except AccountError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The role is granted."))
            return redirect("user", pk=pk)
    return _user_page(request, target, form)


@requires(rules.may_administer)
@require_POST
def revoke(request: UserRequest, pk: int) -> HttpResponse:
    held = get_object_or_404(RoleGrant.objects.select_related("user", "unit"), pk=pk)
    check(rules.may_grant(request.user, held.unit))
    return _done(
        request,
        held.user,
        lambda: services.revoke_role(by=request.user, grant=held),
        _("The role is revoked."),
    )


@requires(rules.may_administer)
@require_POST
def close(request: UserRequest, pk: int) -> HttpResponse:
    target = _managed(request, pk)
    return _done(
        request,
        target,
        lambda: services.deactivate_user(by=request.user, user=target),
        _("The account is closed and signed out everywhere."),
    )


@requires(rules.may_administer)
@require_POST
def reopen(request: UserRequest, pk: int) -> HttpResponse:
    target = _managed(request, pk)
    return _done(
        request,
        target,
        lambda: services.reactivate_user(by=request.user, user=target),
        _("The account is open again."),
    )


@requires(rules.may_administer)
@require_POST
def keep_open(request: UserRequest, pk: int) -> HttpResponse:
    target = _managed(request, pk)
    kept = request.POST.get("kept") == "1"
    return _done(
        request,
        target,
        lambda: services.keep_open(by=request.user, user=target, kept=kept),
        _("The account stays open after the employment.")
        if kept
        else _("The account closes when the employment ends."),
    )


@requires(rules.may_administer)
@require_POST
def end_sessions(request: UserRequest, pk: int) -> HttpResponse:
    target = _managed(request, pk)
    return _done(
        request,
        target,
        lambda: services.end_sessions(by=request.user, user=target),
        _("The user is signed out everywhere."),
    )


@requires(rules.may_administer)
@require_POST
def invite_again(request: UserRequest, pk: int) -> HttpResponse:
    target = _managed(request, pk)
    return _done(
        request,
        target,
        lambda: services.send_invitation(by=request.user, user=target),
        _("The invitation is on its way."),
    )


@signed_in
@require_GET
def account(request: UserRequest) -> HttpResponse:
    context = {
        "grants": queries.grants_of(request.user),
        "sessions": queries.sessions_of(request.user),
        "this_session": request.session.session_key,
    }
    return render(request, "accounts/account.html", context)


def _open(request: UserRequest, pk: int) -> User:
    """The user, if the administrator may see the page; reading a protected one is logged."""
    target = get_object_or_404(User.objects.select_related("person"), pk=pk)
    check(rules.may_open(request.user, target))
    if rules.is_protected(target):
        registry.log_reading(by=request.user, record=target, what=_("A user's page"))
    return target


def _managed(request: UserRequest, pk: int) -> User:
    target = get_object_or_404(User.objects.select_related("person"), pk=pk)
    check(rules.may_manage(request.user, target))
    return target


def _done(request: UserRequest, target: User, act: Callable[[], object], text: str) -> HttpResponse:
    """Does it, says how it went, and goes back to the user's page."""
    try:
        act()
    except AccountError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, text)
    return redirect("user", pk=target.pk)


def _user_page(request: UserRequest, target: User, form: GrantForm) -> HttpResponse:
    grants = queries.grants_of(target)
    context = {
        "target": target,
        "grants": [(held, rules.may_grant(request.user, held.unit)) for held in grants],
        "form": form,
        "sessions": queries.sessions_of(target),
        "may_manage": rules.may_manage(request.user, target),
        "may_outlast": target.kept_open or rules.has_role(target, Role.ADMINISTRATOR),
        "trail": registry.trail(target, related=["grants"]),
    }
    return render(request, "accounts/user.html", context)
