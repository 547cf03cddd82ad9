"""Everything that reads cases, visibility included."""

from hundra.hear.cases.queries.glimpses import Glimpse, glimpses
from hundra.hear.cases.queries.own import (
    Happening,
    OwnCase,
    case_by_secret,
    own_case,
    own_cases,
    own_file,
)

__all__ = [
    "Glimpse",
    "Happening",
    "OwnCase",
    "case_by_secret",
    "glimpses",
    "own_case",
    "own_cases",
    "own_file",
]
