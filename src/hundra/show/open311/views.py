"""GeoReport v2 as a server: https://wiki.open311.org/GeoReport_v2.

Reading is open to all and to every site's scripts; reporting needs a key. Answers never redirect,
never set cookies, and tell faults in the form that was asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hundra.core.accounts.throttle import allow, client_key
from hundra.core.ui.access import open_to_all
from hundra.show.api.publishing import published
from hundra.show.open311 import queries
from hundra.show.open311.errors import (
    INVALID,
    NOT_FOUND,
    TOO_MANY,
    WRONG_METHOD,
    Fault,
    RefusedError,
)
from hundra.show.open311.incoming import as_number, read_question, read_report
from hundra.show.open311.services import app_of, receive_report
from hundra.show.open311.wire import written

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
LATEST_CHANGE = "2026-11-22T00:00:00+01:00"
READS_A_MINUTE = 300
REPORTS_AN_HOUR = 60
REPORTS_OF_APP_AN_HOUR = 2_000
TRIES_AN_HOUR = 60
REPORTS_TO_ADDRESS_A_DAY = 20
UNREADABLE = (
    BadRequest,
    SuspiciousOperation,
    MultiPartParserError,
    UnreadablePostError,
)

View = Callable[..., HttpResponse]


def told(view: View) -> View:
    """Faults become answers, in the reader's language and the form that was asked for."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, form: str = "xml", **kwargs: Any) -> HttpResponse:
        with translation.override(translation.get_language_from_request(request)):
            try:
                response = view(request, *args, form=form, **kwargs)
            except RefusedError as refusal:
                response = _faults(refusal.faults, form)
            response["Vary"] = "Accept-Language"
            return response

    return answer


def _faults(faults: tuple[Fault, ...], form: str) -> HttpResponse:
    content = [{"code": fault.code, "description": fault.description} for fault in faults]
    response = written("errors", content, form, status=faults[0].code)
    if faults[0].code == TOO_MANY:
        response["Retry-After"] = "60"
    return response


def only_reading(request: HttpRequest) -> HttpResponse:
    form = "json" if request.path.endswith(".json") else "xml"
    with translation.override(translation.get_language_from_request(request)):
        response = _faults((Fault(WRONG_METHOD, _("This can only be read, with GET.")),), form)
    response["Allow"] = "GET, HEAD, OPTIONS"
    return response


def readable(view: View) -> View:
    """Open to all, from any site, within a limit."""

    @wraps(view)
    def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = f"open311.read:{client_key(request)}"
        _within(key, READS_A_MINUTE, timedelta(minutes=1))
        return view(request, *args, **kwargs)

    return published(told(limited), refuse=only_reading)


def _within(key: str, limit: int, per: timedelta) -> None:
    if not allow(key=key, limit=limit, per=per):
        raise RefusedError(Fault(TOO_MANY, _("That was too much at once. Wait a while.")))


def _missing(description: str) -> RefusedError:
    return RefusedError(Fault(NOT_FOUND, description))


@readable
def discovery(request: HttpRequest, *, form: str) -> HttpResponse:
    base = reverse("open311_services", kwargs={"form": "xml"}).removesuffix("/services.xml")
    content = {
        "changeset": LATEST_CHANGE,
        "contact": _("%(name)s, %(email)s %(phone)s").strip()
        % {
            "name": settings.MUNICIPALITY,
            "email": settings.CONTACT_EMAIL or "",
            "phone": settings.CONTACT_PHONE or "",
        },
        "key_service": _("Write to the municipality for a key: %(address)s")
        % {"address": settings.CONTACT_EMAIL or absolute("/")},
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": absolute(base),
                "changeset": LATEST_CHANGE,
                "type": "production",
                "formats": ["text/xml", "application/json"],
            }
        ],
    }
    return written("discovery", content, form)


def absolute(path: str) -> str:
    return settings.BASE_URL.rstrip("/") + path


@readable
def services(request: HttpRequest, *, form: str) -> HttpResponse:
    return written("services", queries.services(), form)


@readable
def service(request: HttpRequest, *, code: str, form: str) -> HttpResponse:
    number = as_number(code)
    found = queries.service(number) if number else None
    if found is None:
        raise _missing(_("There is no such service_code. GET services lists them."))
    return written("service_definition", {"service_code": str(found.pk), "attributes": []}, form)


@readable
def listed(request: HttpRequest, *, form: str) -> HttpResponse:
    sent = {key: ",".join(values) for key, values in request.GET.lists()}
    asked = read_question(sent, timezone.now())
    return written("service_requests", queries.reports(asked), form)


@open_to_all
def requests(request: HttpRequest, *, form: str) -> HttpResponse:
    if request.method == "POST":
        return report(request, form=form)
    return listed(request, form=form)


# No cookie tells who reports, so there is no session that another site's page could ride on.
requests.csrf_exempt = True  # type: ignore[attr-defined]


@told
def report(request: HttpRequest, *, form: str) -> HttpResponse:
    """What apps send. A key is tried against a limit, so that none can be guessed."""
    client = client_key(request)
    hour = timedelta(hours=1)
    _within(f"open311.try:{client}", TRIES_AN_HOUR + REPORTS_AN_HOUR, hour)
    sent = {name: str(one) for name, one in (*request.GET.items(), *_body(request).items())}
    app = app_of(sent.get("api_key", "").strip())
    _within(f"open311.app:{app.pk}", REPORTS_OF_APP_AN_HOUR, hour)
    _within(f"open311.report:{app.pk}:{client}", REPORTS_AN_HOUR, hour)
    incoming = read_report(sent)
    if incoming.email:
        # Else a key could be used to fill somebody's mailbox with our receipts.
        _within(f"open311.to:{incoming.email}", REPORTS_TO_ADDRESS_A_DAY, timedelta(days=1))
    made = receive_report(app=app, sent=incoming)
    content = {
        "service_request_id": str(made.case_id),
        "service_notice": _("Thank you! It is case %(number)s at %(unit)s.")
        % {"number": made.case.number, "unit": made.case.unit.name},
        "account_id": None,
    }
    response = written("service_requests", [content], form)
    response["Cache-Control"] = "no-store"
    return response


def _body(request: HttpRequest) -> QueryDict:
    try:
        given = request.POST
    except UNREADABLE:
        given = None
    if given is None or (not given and request.content_type == "application/json"):
        raise RefusedError(
            Fault(INVALID, _("Send the fields as a form: application/x-www-form-urlencoded."))
        )
    return given


@readable
def request(request: HttpRequest, *, number: str, form: str) -> HttpResponse:
    found = as_number(number)
    content = queries.report(found) if found else None
    if content is None:
        raise _missing(_("There is no public report with that service_request_id."))
    return written("service_requests", [content], form)


@readable
def token(request: HttpRequest, *, token: str, form: str) -> HttpResponse:
    """Reports get their number at once, so no tokens are given; the number itself is taken."""
    number = as_number(token)
    if number is None or queries.report(number) is None:
        raise _missing(_("There is no such token: reports get their service_request_id at once."))
    content = [{"service_request_id": str(number), "token": token}]
    return written("service_requests", content, form)


@readable
def nowhere(request: HttpRequest, *, rest: str, form: str) -> HttpResponse:
    raise _missing(_("There is nothing at this address. It ends in .xml or .json."))
