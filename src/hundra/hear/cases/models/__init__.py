"""Cases: what could not be settled at once."""

from hundra.hear.cases.models.case import Case, CaseState, Spell
from hundra.hear.cases.models.party import Party

__all__ = ["Case", "CaseState", "Party", "Spell"]
