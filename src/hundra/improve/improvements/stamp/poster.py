"""The poster: a tagged PDF by typst, with the stamp and a QR code to the page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from hundra.engines.qr import qr_code
from hundra.improve.improvements.stamp.colours import mixed, palette
from hundra.improve.improvements.stamp.design import Design
from hundra.improve.improvements.stamp.drawing import draw
from hundra.improve.improvements.stamp.lettering import COLLECTED

TEMPLATE = Path(__file__).parent / "poster.typ"
PAPERS = ("a4", "a3")
LONG_TITLE = 45
VERY_LONG_TITLE = 80


@dataclass(frozen=True, kw_only=True)
class PosterWords:
    """What a poster says beside its stamp, in the reader's language (`lang`, as "sv")."""

    lang: str
    programme: str
    title: str
    summary: str
    read_more: str
    url: str
    stamp_alt: str
    qr_alt: str


def poster(design: Design, words: PosterWords, *, paper: str) -> bytes:
    """A one-page PDF, tagged for screen readers (PDF/UA-1). `paper` is one of PAPERS."""
    import typst

    if paper not in PAPERS:
        raise ValueError(f"No such paper: {paper}")
    colours = palette(brand=design.brand, employees=design.employees, family=design.topic)
    said = {
        "paper": paper,
        "lang": words.lang,
        "ink": colours.ink,
        "ground": mixed(colours.ink, "#ffffff", 0.08),
        "programme": words.programme,
        "title": words.title,
        "title_size": _title_size(words.title),
        "summary": words.summary,
        "audience": design.audience_text,
        "municipality": design.municipality,
        "read_more": words.read_more,
        "url": words.url,
        "url_shown": words.url.split("://")[-1].rstrip("/"),
        "stamp": draw(design),
        "stamp_alt": words.stamp_alt,
        "qr": qr_code(words.url),
        "qr_alt": words.qr_alt,
    }
    made = typst.compile(
        TEMPLATE,
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[COLLECTED]),
        sys_inputs={"said": json.dumps(said)},
        pdf_standards="ua-1",
    )
    return bytes(made)


def _title_size(title: str) -> int:
    """In points on A4; longer titles are smaller, so that all fits on the page."""
    if len(title) > VERY_LONG_TITLE:
        return 26
    return 32 if len(title) > LONG_TITLE else 40
