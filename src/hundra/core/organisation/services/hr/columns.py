"""The columns of HR's files, with the headers that are understood."""

from __future__ import annotations

import re
from decimal import Decimal

from hundra.core.organisation.models import UnitKind
from hundra.engines.tables import Column, Limits, as_date, as_decimal, as_flag, plain

LIMITS = Limits(bytes_sent=50_000_000, bytes_unpacked=400_000_000, rows=300_000)

_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
_MOST_HOURS = Decimal(48)
_KINDS = {
    plain(word): kind
    for kind, words in {
        UnitKind.MUNICIPALITY: ("kommun", "municipality", "region", "koncern", "bolag", "company"),
        UnitKind.COMMITTEE: ("nämnd", "styrelse", "committee", "board"),
        UnitKind.ADMINISTRATION: ("förvaltning", "kontor", "administration"),
        UnitKind.DEPARTMENT: ("avdelning", "område", "verksamhet", "department", "area"),
        UnitKind.UNIT: ("enhet", "grupp", "arbetsplats", "unit", "group", "workplace"),
    }.items()
    for word in words
}


def _kind(text: str) -> str | None:
    return _KINDS.get(plain(text))


def _address(text: str) -> str | None:
    return text if _ADDRESS.fullmatch(text) else None


def _hours(text: str) -> Decimal | None:
    hours = as_decimal(text)
    if hours is None or not 0 < hours <= _MOST_HOURS:
        return None
    return hours.quantize(Decimal("0.01"))


_PERSON_NUMBER = ("Anställningsnummer", "Anst.nr", "Anställningsnr", "Employee number")
_UNIT_CODE = ("Enhetskod", "Enhet", "Organisationskod", "Unit code", "Unit")

UNIT_COLUMNS = (
    Column("code", ("Enhetskod", "Kod", "Organisationskod", "Unit code"), max_length=50),
    Column("name", ("Namn", "Enhetsnamn", "Benämning", "Unit name")),
    Column("kind", ("Typ", "Nivå", "Enhetstyp", "Type", "Level"), _kind, "unknown_kind"),
    Column(
        "parent_code",
        ("Överordnad enhet", "Överordnad", "Tillhör", "Förälder", "Parent code", "Parent"),
        filled=False,
        max_length=50,
    ),
    Column(
        "ended_on",
        ("Upphörd", "Upphör", "Slutdatum", "Ended", "End date"),
        as_date,
        "not_a_date",
        required=False,
        filled=False,
        blank=None,
    ),
)

PERSON_COLUMNS = (
    Column("number", _PERSON_NUMBER, max_length=50),
    Column("given_name", ("Förnamn", "Given name", "First name"), max_length=100),
    Column("family_name", ("Efternamn", "Family name", "Last name", "Surname"), max_length=100),
    Column(
        "email",
        ("E-post", "E-postadress", "Mejl", "E-mail", "E-mail address"),
        _address,
        "not_an_address",
        required=False,
        filled=False,
        max_length=254,
    ),
    Column(
        "phone",
        ("Telefon", "Telefonnummer", "Phone", "Phone number"),
        required=False,
        filled=False,
        max_length=50,
    ),
    Column(
        "protected_identity",
        (
            "Skyddade personuppgifter",
            "Skyddad identitet",
            "Sekretess",
            "Protected identity",
            "Protected",
        ),
        as_flag,
        "not_yes_or_no",
        required=False,
        filled=False,
        blank=False,
    ),
)

EMPLOYMENT_COLUMNS = (
    Column("person_number", _PERSON_NUMBER, max_length=50),
    Column("unit_code", _UNIT_CODE, max_length=50),
    Column("post", ("Tjänst", "Tjänstenummer", "Tjänstenr", "Post", "Post number"), max_length=50),
    Column("title", ("Befattning", "Titel", "Yrke", "Title", "Job title")),
    Column(
        "manager_number",
        ("Chef", "Närmaste chef", "Chefens anställningsnummer", "Manager", "Manager number"),
        filled=False,
        max_length=50,
    ),
    Column(
        "is_manager",
        ("Är chef", "Chef för enheten", "Enhetens chef", "Is manager", "Manages the unit"),
        as_flag,
        "not_yes_or_no",
        required=False,
        filled=False,
        blank=False,
    ),
    Column(
        "starts_on", ("Från", "Startdatum", "Fr.o.m.", "From", "Start date"), as_date, "not_a_date"
    ),
    Column(
        "ends_on",
        ("Till", "Slutdatum", "T.o.m.", "To", "End date"),
        as_date,
        "not_a_date",
        filled=False,
        blank=None,
    ),
    Column(
        "hours_per_week",
        ("Timmar per vecka", "Veckotimmar", "Veckoarbetstid", "Hours per week", "Hours a week"),
        _hours,
        "not_week_hours",
    ),
)
