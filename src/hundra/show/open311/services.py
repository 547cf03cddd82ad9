"""Reports from apps, and the keys that let apps report."""

from __future__ import annotations

import hashlib
import logging
import secrets
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.cases.errors import CasesError
from hundra.hear.cases.models import Party
from hundra.hear.cases.services.opening import open_case
from hundra.hear.cases.services.parties import find_or_make
from hundra.hear.contacts.models import DeskReason
from hundra.hear.contacts.services.reporting import record_report
from hundra.show.open311 import queries, rules
from hundra.show.open311.errors import INVALID, NOT_ALLOWED, NOT_FOUND, Fault, RefusedError
from hundra.show.open311.incoming import IncomingReport, as_number
from hundra.show.open311.models import ApiKey, Report

SOURCE = "open311"
LONGEST_TITLE = 200
ENDING = 4

log = logging.getLogger(__name__)


@transaction.atomic
def make_key(*, by: User, name: str, contact: str = "") -> tuple[ApiKey, str]:
    """A new key, with its text, which can never be shown again. Raises PermissionDenied."""
    _administers(by)
    text = secrets.token_urlsafe(24)
    key = ApiKey.objects.create(
        name=name, contact=contact, digest=digest(text), ending=text[-ENDING:], made_by=by
    )
    return key, text


@transaction.atomic
def withdraw_key(*, by: User, key: ApiKey) -> ApiKey:
    """The app can report no more; what it has reported stays. Twice is once."""
    _administers(by)
    key = ApiKey.objects.select_for_update().get(pk=key.pk)
    if not key.is_withdrawn:
        key.withdrawn_at = timezone.now()
        key.save(update_fields=["withdrawn_at"])
    return key


def _administers(by: User) -> None:
    if not rules.may_manage_apps(by):
        raise PermissionDenied


def digest(text: str) -> str:
    """Keys are long random texts, so a plain hash cannot be turned back."""
    return hashlib.sha256(text.encode()).hexdigest()


def app_of(text: str) -> ApiKey:
    """The app whose key it is. Raises RefusedError."""
    key = ApiKey.objects.filter(digest=digest(text), withdrawn_at=None).first() if text else None
    if key is None:
        raise RefusedError(
            Fault(NOT_ALLOWED, _("api_key is missing or not valid. Ask the municipality for one."))
        )
    return key


def receive_report(*, app: ApiKey, sent: IncomingReport, at: datetime | None = None) -> Report:
    """A case at the unit that sees to it, and a contact; the same report again gives the same.

    Raises RefusedError.
    """
    moment = at or timezone.now()
    code = as_number(sent.service_code)
    service = queries.service(code) if code else None
    if service is None:
        raise RefusedError(
            Fault(NOT_FOUND, _("There is no such service_code. GET services lists them."))
        )
    try:
        with transaction.atomic():
            return _opened(app, service, sent, moment)
    except CasesError as error:
        raise RefusedError(Fault(INVALID, str(error))) from error


def _opened(app: ApiKey, service: DeskReason, sent: IncomingReport, at: datetime) -> Report:
    name = service.reason.name
    assert service.unit is not None  # noqa: S101  Public services have one.
    case = open_case(
        title=(f"{name}: {sent.address}" if sent.address else name)[:LONGEST_TITLE],
        text=sent.description,
        reason=service.reason,
        unit=service.unit,
        by=None,
        party=_party(sent),
        promise_hours=service.promise_hours,
        source=SOURCE,
        external_id=sent.fingerprint(app.pk, timezone.localdate(at)),
        place=sent.address,
        latitude=sent.latitude,
        longitude=sent.longitude,
        at=at,
    )
    report, is_new = Report.objects.get_or_create(
        case=case, defaults={"service": service, "app": app, "requested_at": at}
    )
    if is_new:
        record_report(service=service, case=case, at=at)
        transaction.on_commit(lambda: log.info("Report %s from %s", case.number, app.name))
    return report


def _party(sent: IncomingReport) -> Party | None:
    if not (sent.email or sent.phone or sent.name):
        return None
    return find_or_make(phone=sent.phone, email=sent.email, name=sent.name)
