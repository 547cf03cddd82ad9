"""The steps of a period's life as they are pressed, for rosters and for summers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hundra.core.accounts.web import signed_in_user
from hundra.improve.staffing.errors import RulesBrokenError, StaffingError
from hundra.improve.staffing.models import RosterPeriod
from hundra.improve.staffing.queries import planning
from hundra.improve.staffing.services import solving

Act = Callable[[HttpRequest, RosterPeriod], str]
Page = Callable[[HttpRequest, RosterPeriod, Sequence[str]], HttpResponse]

SECONDS = 60


def carried_out(
    request: HttpRequest, shown: RosterPeriod, acts: Mapping[str, Act], what: str, page: Page
) -> HttpResponse:
    """Does the step and tells how it went; rules that it would break are told on the page."""
    if what not in acts:
        raise Http404
    try:
        messages.success(request, acts[what](request, shown))
    except RulesBrokenError as error:
        return page(request, shown, error.breaches)
    except StaffingError as error:
        messages.error(request, str(error))
    return redirect("staffing_period", pk=shown.pk)


def cleaned(form: Form, otherwise: str) -> dict[str, Any]:
    """What the form holds. Raises StaffingError with the sentence where it is not right."""
    if not form.is_valid():
        raise StaffingError(otherwise)
    return form.cleaned_data


def search(request: HttpRequest, shown: RosterPeriod, form: Form) -> str:
    minutes = cleaned(form, _("Choose for how long to search."))["minutes"]
    solving.ask_for_roster(period=shown, seconds=minutes * SECONDS, by=signed_in_user(request))
    return _("The search has begun.")


def stop(request: HttpRequest, shown: RosterPeriod) -> str:
    found = planning.latest_solve(shown)
    if found is None or not found.is_going_on:
        raise StaffingError(_("No search is going on."))
    solving.ask_to_stop(solve=found, by=signed_in_user(request))
    return _("The search is being stopped. The best so far is kept.")
