"""Each employee's own page: the surveys that ask them."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hundra.core.accounts.throttle import allow
from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import requires
from hundra.hear.surveys import rules
from hundra.hear.surveys.errors import SurveyError
from hundra.hear.surveys.models import WayIn
from hundra.hear.surveys.queries.waves.lists import own_waves, wave_by_key
from hundra.hear.surveys.services.waves.own import send_again
from hundra.hear.surveys.views.waves.shared import show

A_DAY = 3


@requires(rules.is_employee)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    return show(request, "mine", waves=own_waves(signed_in_user(request)))


@requires(rules.is_employee)
@require_POST
def link_again(request: HttpRequest, pk: int) -> HttpResponse:
    user, wave = signed_in_user(request), wave_by_key(pk)
    if wave is None:
        raise Http404
    if not allow(key=f"surveys.again:{user.pk}:{pk}", limit=A_DAY, per=timedelta(days=1)):
        messages.error(request, _("The link has been sent three times today. Wait until tomorrow."))
        return redirect("own_waves")
    try:
        way = send_again(wave=wave, by=user)
    except SurveyError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _sent(way))
    return redirect("own_waves")


def _sent(way: str) -> str:
    if way == WayIn.SMS:
        return _("The link is on its way as a text message.")
    return _("The link is on its way by mail.")
