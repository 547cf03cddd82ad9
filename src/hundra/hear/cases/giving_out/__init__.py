"""A case on paper: what it says, and the PDF that is given out."""

from hundra.hear.cases.giving_out.content import passages_of
from hundra.hear.cases.giving_out.paper import Words, paper

__all__ = ["Words", "paper", "passages_of"]
