"""Apps that may report faults: their keys."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hundra.core.accounts.web import UserRequest
from hundra.core.ui.access import requires
from hundra.show.open311 import queries, rules, services
from hundra.show.open311.forms import KeyForm
from hundra.show.open311.models import ApiKey
from hundra.show.open311.views import absolute


@requires(rules.may_manage_apps)
@never_cache
@require_http_methods(["GET", "POST"])
def apps(request: UserRequest) -> HttpResponse:
    """A key that was just made is shown in the answer itself, once: it is kept nowhere."""
    form = KeyForm(request.POST or None)
    made = text = None
    if request.method == "POST" and form.is_valid():
        made, text = services.make_key(by=request.user, **form.cleaned_data)
        form = KeyForm()
    context = {
        "form": form,
        "made": made,
        "key_text": text,
        "keys": queries.keys(),
        "services": queries.public_services().order_by("reason__name", "pk"),
        "base": absolute(reverse("open311_discovery", kwargs={"form": "xml"})).removesuffix(
            "discovery.xml"
        ),
    }
    return render(request, "open311/apps.html", context, status=422 if form.errors else 200)


@requires(rules.may_manage_apps)
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    key = services.withdraw_key(by=request.user, key=get_object_or_404(ApiKey, pk=pk))
    messages.success(request, _("%(app)s can report no more.") % {"app": key.name})
    return redirect("open311_apps")
