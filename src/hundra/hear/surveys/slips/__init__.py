"""Paper slips with a code, for those whom no message reaches."""

from hundra.hear.surveys.slips.sheet import Slip, Words, sheet

__all__ = ["Slip", "Words", "sheet"]
