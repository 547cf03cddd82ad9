"""The paper: a tagged PDF by typst. What was masked never reaches it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hundra.hear.cases.redaction import Redacted

TEMPLATE = Path(__file__).parent / "case.typ"
FONTS = Path(__file__).parents[3] / "core/ui/static/vendor/fonts"


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the paper says beside the case, in one language (`lang`, as "sv")."""

    lang: str
    title: str
    municipality: str
    given_out: str
    masked: str
    about_masks: str
    page: str


def paper(passages: Sequence[Redacted], words: Words) -> bytes:
    """A PDF, tagged for screen readers (PDF/UA-1) where all its letters can be shown.

    Letters that no font at hand has (an Arabic message on a server without Arabic fonts) make the
    standard impossible; then it is a tagged PDF that does not claim to fulfil it.
    """
    import typst

    said = {
        "lang": words.lang,
        "title": words.title,
        "municipality": words.municipality,
        "given_out": words.given_out,
        "masked": words.masked,
        "about_masks": words.about_masks,
        "page": words.page,
        "passages": [
            {
                "heading": passage.heading,
                "pieces": [
                    {"masked": piece.masked, "text": "" if piece.masked else piece.text}
                    for piece in passage.pieces
                ],
            }
            for passage in passages
        ],
    }
    given: dict[str, Any] = {
        "format": "pdf",
        "font_paths": typst.Fonts(include_system_fonts=True, font_paths=[FONTS]),
        "sys_inputs": {"said": json.dumps(said)},
    }
    try:
        return bytes(typst.compile(TEMPLATE, pdf_standards="ua-1", **given))
    except typst.TypstError:
        return bytes(typst.compile(TEMPLATE, **given))
