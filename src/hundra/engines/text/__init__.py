"""What can be told from a text by its letters alone."""

from hundra.engines.text.personal_data import (
    Finding,
    FindingKind,
    find_personal_data,
    mark_names,
    without,
)
from hundra.engines.text.plain import plain_letters, plain_text
from hundra.engines.text.words import parts_of

__all__ = [
    "Finding",
    "FindingKind",
    "find_personal_data",
    "mark_names",
    "parts_of",
    "plain_letters",
    "plain_text",
    "without",
]
