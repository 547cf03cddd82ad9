"""What a line of another system's file can tell, and the headers that it goes by.

The headers are those of cities' open 311 data (New York, Chicago, San Francisco, Boston), of the
Open311 standard, and of Swedish case and telephony systems.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Text = Any  # A lazy translation.


@dataclass(frozen=True)
class Field:
    """`kind`: text, time, choice or number. What is personal is never chosen by itself."""

    key: str
    label: Text
    kind: str
    headers: tuple[str, ...]
    is_personal: bool = False


FIELDS = (
    Field(
        "external_id",
        _("Number in the other system"),
        "text",
        (
            *("unique_key", "service request number", "sr number", "service_request_id"),
            *("case_enquiry_id", "case id", "request id", "ticket id", "reference", "id"),
            *("ärendenummer", "ärende-id", "diarienummer", "kontaktnummer", "samtals-id", "nummer"),
        ),
    ),
    Field(
        "received_at",
        pgettext_lazy("import", "Received"),
        "time",
        (
            *("created_date", "created", "created at", "opened", "open_dt", "date opened"),
            *("requested_datetime", "requested date", "received", "received date", "date"),
            *("inkom", "inkommet", "inkommit", "inkom datum", "skapad", "skapat", "mottaget"),
            *("registrerad", "tidpunkt", "datum", "samtal startade"),
        ),
    ),
    Field(
        "closed_at",
        pgettext_lazy("import", "Closed"),
        "time",
        (
            *("closed_date", "closed", "closed at", "closed_dt", "date closed", "resolved"),
            *("resolved date", "completion date", "avslutad", "avslutat", "avslutsdatum"),
            *("stängd", "klar", "klart", "slutdatum"),
        ),
    ),
    Field(
        "answered_at",
        pgettext_lazy("import", "Answered"),
        "time",
        ("answered", "answered at", "answer time", "besvarat", "besvarad", "svarstid"),
    ),
    Field(
        "ended_at",
        pgettext_lazy("import", "Ended"),
        "time",
        ("ended", "ended at", "end time", "samtal slutade", "avslutat samtal"),
    ),
    Field(
        "status",
        pgettext_lazy("import", "State"),
        "choice",
        ("status", "state", "case_status", "ärendestatus", "läge", "tillstånd"),
    ),
    Field(
        "channel",
        _("Channel"),
        "choice",
        (
            *("open_data_channel_type", "channel", "channel type", "origin", "source"),
            *("method received", "kanal", "kontaktväg", "inkommit via", "inkanal"),
        ),
    ),
    Field(
        "reason",
        _("Reason"),
        "choice",
        (
            *("complaint_type", "sr type", "service_name", "request type", "problem type"),
            *("category", "case type", "type", "kontaktorsak", "orsak", "ärendetyp", "kategori"),
            *("ämne", "ämnesområde", "typ"),
        ),
    ),
    Field(
        "subject",
        _("Subject"),
        "text",
        (
            *("descriptor", "subject", "title", "case_title", "service_subtype"),
            *("request details", "rubrik", "titel", "ärendemening"),
        ),
    ),
    Field(
        "note",
        _("Note or description"),
        "text",
        (
            *("description", "details", "comments", "notes", "beskrivning", "text"),
            *("anteckning", "notering", "meddelande", "kommentar"),
        ),
    ),
    Field(
        "answer",
        pgettext_lazy("import", "Answer"),
        "text",
        (
            *("resolution_description", "resolution", "status_notes", "closure_reason"),
            *("svar", "åtgärd", "beslut"),
        ),
    ),
    Field(
        "outcome",
        pgettext_lazy("import", "Outcome"),
        "choice",
        ("outcome", "result", "utfall", "resultat"),
    ),
    Field("language", _("Language"), "choice", ("language", "språk")),
    Field(
        "unit",
        _("Unit"),
        "choice",
        (
            *("agency", "responsible_agency", "agency_responsible", "owner department"),
            *("department", "enhet", "handläggande enhet", "ansvarig enhet", "förvaltning"),
        ),
    ),
    Field(
        "place",
        _("Place"),
        "text",
        (
            *("incident_address", "street address", "address", "location_street_name"),
            *("location", "plats", "adress", "gatuadress"),
        ),
    ),
    Field("latitude", _("Latitude"), "number", ("latitude", "lat", "latitud")),
    Field("longitude", _("Longitude"), "number", ("longitude", "long", "lon", "lng", "longitud")),
    Field("name", _("Name"), "text", ("name", "customer", "namn", "anmälare", "kund"), True),
    Field(
        "phone",
        _("Phone"),
        "text",
        ("phone", "phone number", "caller", "telefon", "telefonnummer", "a-nummer"),
        True,
    ),
    Field("email", _("E-mail"), "text", ("email", "e-mail address", "e-post", "mejl"), True),
)
BY_KEY = {field.key: field for field in FIELDS}
TIMES = tuple(field.key for field in FIELDS if field.kind == "time")
CHOICES = tuple(field.key for field in FIELDS if field.kind == "choice")
SPELLINGS = tuple(header for field in FIELDS for header in field.headers)
REQUIRED = ("received_at",)
