"""What a guide's page shows."""

from hundra.hear.contacts.queries.guide.at_hand import AtHand, Earlier, at_hand, with_party
from hundra.hear.contacts.queries.guide.line import Line, Waiting, line, written_waiting
from hundra.hear.contacts.queries.guide.pulse import Pulse, pulse
from hundra.hear.contacts.queries.guide.takers import Taker, takers

__all__ = [
    "AtHand",
    "Earlier",
    "Line",
    "Pulse",
    "Taker",
    "Waiting",
    "at_hand",
    "line",
    "pulse",
    "takers",
    "with_party",
    "written_waiting",
]
