"""Everything that reads cases, visibility included."""

from hundra.hear.cases.queries.disclosures import disclosure, disclosures
from hundra.hear.cases.queries.glimpses import Glimpse, glimpses
from hundra.hear.cases.queries.lists import (
    Counts,
    DuePart,
    Part,
    at_unit,
    cases_in,
    counts,
    due_within,
    handlers_at,
    late_count,
    mine_count,
    numbered,
    readable,
    searched,
)
from hundra.hear.cases.queries.mailing import (
    case_of_letter,
    case_of_number,
    is_from_party,
    is_our_letter,
    received_by_mail,
)
from hundra.hear.cases.queries.meetings import names_met, people_met
from hundra.hear.cases.queries.own import (
    Happening,
    OwnCase,
    case_by_secret,
    own_case,
    own_cases,
    own_file,
)
from hundra.hear.cases.queries.record import (
    Record,
    exists_openly,
    open_record,
    record,
    work_file,
)

__all__ = [
    "Counts",
    "DuePart",
    "Glimpse",
    "Happening",
    "OwnCase",
    "Part",
    "Record",
    "at_unit",
    "case_by_secret",
    "case_of_letter",
    "case_of_number",
    "cases_in",
    "counts",
    "disclosure",
    "disclosures",
    "due_within",
    "exists_openly",
    "glimpses",
    "handlers_at",
    "is_from_party",
    "is_our_letter",
    "late_count",
    "mine_count",
    "names_met",
    "numbered",
    "open_record",
    "own_case",
    "own_cases",
    "own_file",
    "people_met",
    "readable",
    "received_by_mail",
    "record",
    "searched",
    "work_file",
]
