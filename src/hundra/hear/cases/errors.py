"""What can go wrong with a case, in sentences that tell what to do."""

from __future__ import annotations


class CasesError(Exception):
    """The base of all; its text is for the one who asked, in their language."""
