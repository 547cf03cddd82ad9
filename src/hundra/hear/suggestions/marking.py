"""Marks for personal data: the text in pieces, and the reasons in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hundra.engines.text import Finding, FindingKind


@dataclass(frozen=True)
class Piece:
    """A part of a text; `why` is set if it may be personal data."""

    text: str
    why: str = ""


def reason(finding: Finding) -> str:
    """Why it was marked."""
    said = {
        FindingKind.EMAIL: _("e-mail address"),
        FindingKind.PERSONAL_NUMBER: _("personal identity number"),
        FindingKind.PHONE: _("phone number"),
        FindingKind.ADDRESS: _("looks like an address"),
        FindingKind.NAME: _("name of someone who works here"),
    }
    if finding.kind == FindingKind.NAME and not finding.certain:
        return _("looks like a name")
    if finding.kind == FindingKind.PERSONAL_NUMBER and not finding.certain:
        return _("looks like a personal identity number")
    return said[finding.kind]


def pieces(text: str, findings: Sequence[Finding]) -> list[Piece]:
    """The whole text in order, cut where something is marked."""
    cut, at = [], 0
    for finding in findings:
        if finding.start > at:
            cut.append(Piece(text[at : finding.start]))
        cut.append(Piece(text[finding.start : finding.end], reason(finding)))
        at = finding.end
    if at < len(text):
        cut.append(Piece(text[at:]))
    return cut
