"""Cases: what could not be settled at once."""

from hundra.hear.cases.models.case import UNSETTLED, Case, CaseState, Spell
from hundra.hear.cases.models.disclosure import Disclosure
from hundra.hear.cases.models.entry import Attachment, Entry, EntryKind, Relation
from hundra.hear.cases.models.letter import CaseLetter
from hundra.hear.cases.models.party import Party

__all__ = [
    "UNSETTLED",
    "Attachment",
    "Case",
    "CaseLetter",
    "CaseState",
    "Disclosure",
    "Entry",
    "EntryKind",
    "Party",
    "Relation",
    "Spell",
]
