"""Slips with a code: which units have some, and the sheet of one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.organisation.models import Unit
from hundra.core.ui.access import requires
from hundra.hear.surveys import rules
from hundra.hear.surveys.errors import SurveyError
from hundra.hear.surveys.queries.waves.rates import slip_lines
from hundra.hear.surveys.services.waves.slips import make_slips
from hundra.hear.surveys.views.waves.shared import followed_or_404, show


@requires(rules.may_follow_somewhere)
@require_safe
def slips(request: HttpRequest, pk: int) -> HttpResponse:
    wave = followed_or_404(request, pk)
    return show(request, "slips", wave=wave, lines=slip_lines(wave, by=request.user))


@requires(rules.may_follow_somewhere)
@require_POST
def sheet(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """The unit's sheet as a PDF; by POST, since it is noted that it was printed."""
    wave = followed_or_404(request, pk)
    place = Unit.objects.filter(pk=unit, path__startswith=wave.unit.path).first()
    if place is None or not rules.may_print_slips(request.user, place):
        raise Http404
    try:
        made = make_slips(wave=wave, unit=place, by=signed_in_user(request))
    except SurveyError as error:
        messages.error(request, str(error))
        return redirect("wave_slips", pk=pk)
    response = HttpResponse(made, content_type="application/pdf")
    name = slugify(_("slips %(unit)s") % {"unit": place.name})
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
