"""The law that keeps something in a case from being given out.

Chapters and sections of offentlighets- och sekretesslagen (2009:400) that a municipality uses.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

SECTIONS: dict[str, Any] = {
    "18:8": _("security and surveillance"),
    "19:1": _("the authority's own business"),
    "19:3": _("procurement"),
    "21:1": _("health and sexual life"),
    "21:3": _("address and telephone of someone who is persecuted"),
    "21:7": _("use that would break data protection law"),
    "23:1": _("pre-school"),
    "23:2": _("school"),
    "25:1": _("health care"),
    "26:1": _("social services"),
    "31:16": _("somebody's business with the authority"),
    "35:1": _("investigation of crime"),
    "39:1": _("support to employees"),
    "39:2": _("personnel administration"),
}


def section(code: str) -> str:
    """ "26:1" → "26 kap. 1 § OSL", as it is cited in Swedish law whatever the reader's language."""
    chapter, _colon, number = code.partition(":")
    return f"{chapter} kap. {number} § OSL"


def choices() -> list[tuple[str, str]]:
    """Code and words, for a form."""
    return [(code, f"{section(code)}: {words}") for code, words in SECTIONS.items()]
