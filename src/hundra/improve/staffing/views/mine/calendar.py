"""The calendar feed and its secret address."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import open_to_all, requires
from hundra.core.ui.secrets import secret_page
from hundra.improve.staffing import calendar_feed, own_rules
from hundra.improve.staffing.queries import mine
from hundra.improve.staffing.services import calendars
from hundra.improve.staffing.views.mine.shared import crumbs, person_of


@open_to_all
@secret_page
@require_safe
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """For calendars, which have no session: the address is the key."""
    found = mine.for_calendar(key, timezone.localdate())
    if found is None:
        raise Http404
    _person, shifts = found
    with translation.override(settings.LANGUAGE_CODE):
        content = calendar_feed.as_calendar(
            shifts, name=_("My shifts"), host=settings.BASE_URL.rpartition("//")[2].strip("/")
        )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="schema.ics"'
    return response


@requires(own_rules.is_in_roster)
@secret_page
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    path = reverse("roster_feed", args=[person.calendar_key]) if person.calendar_key else ""
    address = settings.BASE_URL.rstrip("/") + path if path else ""
    context = {
        "address": address,
        "webcal": "webcal" + address[address.find(":") :] if address else "",
        "crumbs": crumbs((_("In my calendar"), "")),
    }
    return render(request, "staffing/mine/calendar.html", context)


@requires(own_rules.is_in_roster)
@require_POST
def calendar_change(request: HttpRequest) -> HttpResponse:
    """A new address, or none."""
    person, user = person_of(request), signed_in_user(request)
    if request.POST.get("stop"):
        calendars.close(person=person, by=user)
        messages.success(request, _("The address no longer works."))
    else:
        calendars.renew(person=person, by=user)
        messages.success(request, _("Here is your address. An earlier one no longer works."))
    return redirect("my_calendar")
