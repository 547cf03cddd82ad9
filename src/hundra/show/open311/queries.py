"""What apps may read: services, and reports without the person behind them.

A report is public if it came through an app, its case is not confidential, and what the case is
about now may be reported by apps. Names, numbers and addresses of people are never given out; what
was written only where the municipality has chosen so, with what may tell of a person covered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.engines.text.masking import masked
from hundra.engines.text.personal_data import FindingKind, find_personal_data, without
from hundra.hear.cases.models import CaseState, Spell
from hundra.hear.contacts.models import DeskReason
from hundra.hear.suggestions.models import Audience
from hundra.show.open311.incoming import Asked
from hundra.show.open311.models import ApiKey, Report

MOST = 1000
SETTLED = (CaseState.CLOSED, CaseState.MERGED)
DECIMALS = 6  # A tenth of a metre.

Content = dict[str, Any]


def public_services() -> QuerySet[DeskReason]:
    """Reasons that citizens' desks in use take reports about, and that a unit sees to."""
    return DeskReason.objects.filter(
        is_public_report=True,
        is_active=True,
        is_confidential=False,
        unit__isnull=False,
        desk__is_active=True,
        desk__audience=Audience.CITIZENS,
    ).select_related("reason", "unit", "desk")


def services() -> list[Content]:
    return [_service(one) for one in public_services().order_by("reason__name", "pk")]


def _service(one: DeskReason) -> Content:
    unit = one.unit.name if one.unit else ""
    return {
        "service_code": str(one.pk),
        "service_name": one.reason.name,
        "description": _("%(unit)s sees to it, within %(hours)d working hours.")
        % {"unit": unit, "hours": one.promise_hours},
        "metadata": False,
        "type": "realtime",
        "keywords": ",".join(word.replace(",", " ") for word in one.words),
        "group": unit,
    }


def service(code: int) -> DeskReason | None:
    return public_services().filter(pk=code).first()


def public_reports() -> QuerySet[Report]:
    shown = public_services()
    return Report.objects.filter(
        case__is_confidential=False,
        case__reason__in=shown.values("reason"),
        service__in=shown,
    ).select_related("case__unit", "service__reason")


def report(number: int) -> Content | None:
    """The public report whose case has the number."""
    found = list(public_reports().filter(case=number))
    return _told(found)[0] if found else None


def reports(asked: Asked) -> list[Content]:
    """At most a thousand, the newest first."""
    found = public_reports()
    if asked.ids is not None:
        return _told(found.filter(case__in=asked.ids)[:MOST])
    found = found.filter(requested_at__gte=asked.since, requested_at__lte=asked.until)
    if asked.services is not None:
        found = found.filter(service__in=asked.services)
    if asked.statuses == ("open",):
        found = found.exclude(case__state__in=SETTLED)
    elif asked.statuses == ("closed",):
        found = found.filter(case__state__in=SETTLED)
    return _told(found[:MOST])


def _told(found: Iterable[Report]) -> list[Content]:
    shown = list(found)
    changed = _changed([one.case_id for one in shown])
    return [_request(one, changed.get(one.case_id, one.requested_at)) for one in shown]


def _changed(cases: Sequence[int]) -> dict[int, datetime]:
    """When each case's latest spell began."""
    spells = Spell.objects.filter(case__in=cases).order_by().values("case")
    return dict(spells.annotate(latest=Max("since")).values_list("case", "latest"))


def _request(one: Report, changed: datetime) -> Content:
    case = one.case
    settled = case.state in SETTLED
    return {
        "service_request_id": str(case.pk),
        "status": "closed" if settled else "open",
        "status_notes": str(CaseState(case.state).label),
        "service_name": one.service.reason.name,
        "service_code": str(one.service_id),
        "description": masked(case.text) if one.service.shows_report_texts else None,
        "agency_responsible": case.unit.name,
        "service_notice": None,
        "requested_datetime": w3(one.requested_at),
        "updated_datetime": w3((settled and case.closed_at) or changed),
        "expected_datetime": w3(case.due_at) if case.due_at and not settled else None,
        "address": _without_people(case.place) or None,
        "address_id": None,
        "zipcode": None,
        "lat": None if case.latitude is None else round(case.latitude, DECIMALS),
        "long": None if case.longitude is None else round(case.longitude, DECIMALS),
        "media_url": None,
    }


def w3(at: datetime) -> str:
    """The time here with its offset, to the second (https://www.w3.org/TR/NOTE-datetime)."""
    return timezone.localtime(at).isoformat(timespec="seconds")


def _without_people(address: str) -> str:
    """The place itself stays: it is where the fault is. What else tells of a person goes."""
    found = find_personal_data(address)
    return without(address, [one for one in found if one.kind != FindingKind.ADDRESS])


def keys() -> QuerySet[ApiKey]:
    return ApiKey.objects.select_related("made_by").order_by("withdrawn_at", "name")
