"""A unit's sheet of slips: a tagged PDF by typst, six slips a page, to be cut apart."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from hundra.engines.qr import qr_code

TEMPLATE = Path(__file__).parent / "sheet.typ"
FONTS = Path(__file__).parents[3] / "core/ui/static/vendor/fonts"


@dataclass(frozen=True, kw_only=True)
class Slip:
    """`code` as it is read and typed; `link` is in the QR code."""

    code: str
    link: str


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the sheet says, in one language (`lang`, as "sv")."""

    lang: str
    municipality: str
    title: str
    unit: str
    for_manager: str
    how: str
    scan: str
    type_code: str
    page: str
    """The address where the code is typed, without https://."""
    last_day: str
    promise: str
    qr_alt: str


def sheet(slips: Sequence[Slip], words: Words) -> bytes:
    """The PDF, tagged for screen readers (PDF/UA-1): first a line to the manager, then slips."""
    import typst

    said = asdict(words) | {
        "slips": [{"code": slip.code, "qr": qr_code(slip.link)} for slip in slips],
    }
    return bytes(
        typst.compile(
            TEMPLATE,
            format="pdf",
            font_paths=typst.Fonts(include_system_fonts=False, font_paths=[FONTS]),
            sys_inputs={"said": json.dumps(said)},
            pdf_standards="ua-1",
        )
    )
