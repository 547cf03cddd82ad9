"""Following by mail: asked for, confirmed by a link in the mail, left with one click."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from hundra.core.accounts.throttle import allow
from hundra.core.accounts.web import too_often
from hundra.core.ui import publishing
from hundra.core.ui.access import open_to_all, same_origin
from hundra.core.ui.secrets import secret_page
from hundra.show.public import queries, services
from hundra.show.public.forms import FollowForm
from hundra.show.public.models import Subscription

AN_HOUR = 20


@open_to_all
@csrf_exempt
@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    form = FollowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        problem = too_often(request, "public.follow", an_hour=AN_HOUR)
        email = form.cleaned_data["email"]
        if not problem and not form.is_from_program and _few_mails(email):
            services.follow(email=email, language=get_language() or "sv")
        if not problem:
            return redirect("public_follow_sent")
        form.add_error(None, problem)
    status = 422 if form.is_bound else 200
    context = {"form": form, **publishing.addresses(request)}
    return render(request, "public/follow.html", context, status=status)


def _few_mails(email: str) -> bool:
    """A person's address may be tried a few times a day; beyond that nothing more is sent."""
    return allow(key=f"public.mail:{email.strip().lower()}", limit=5, per=timedelta(days=1))


@open_to_all
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "public/follow_sent.html")


def _by_secret(secret: str) -> Subscription:
    found = queries.subscription_by_secret(secret)
    if found is None:
        raise Http404
    return found


@open_to_all
@csrf_exempt
@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
@secret_page
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """The link in the mail; a button confirms, so that programs that open links do not."""
    subscription = _by_secret(secret)
    if request.method == "POST":
        services.confirm(subscription=subscription)
    context = {"subscription": subscription, "done": subscription.confirmed_at is not None}
    return render(request, "public/follow_confirm.html", context)


@open_to_all
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@secret_page
def leave(request: HttpRequest, secret: str) -> HttpResponse:
    """One click: a mail program posts here by itself (RFC 8058), a person by the button.

    Posts come from anywhere on purpose: the secret in the address is the key.
    """
    subscription = queries.subscription_by_secret(secret)
    if request.method == "POST" and subscription is not None:
        services.leave(subscription=subscription)
        subscription = None
    return render(request, "public/follow_leave.html", {"subscription": subscription})
