"""An improvement's stamp: from the record to the drawing, in the reader's language."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hundra.core.ui import icons
from hundra.hear.suggestions.models import Audience
from hundra.improve.improvements.models import Improvement
from hundra.improve.improvements.stamp.cards import LAYOUTS, card
from hundra.improve.improvements.stamp.design import Design
from hundra.improve.improvements.stamp.drawing import Variant, draw
from hundra.improve.improvements.stamp.poster import TEMPLATE

# The address's ending, and how it is drawn: variant, for a dark background, one ink.
LOOKS: dict[str, tuple[Variant, bool, str]] = {
    "": (Variant.FULL, False, ""),
    "-mork": (Variant.FULL, True, ""),
    "-mellan": (Variant.MEDIUM, False, ""),
    "-mellan-mork": (Variant.MEDIUM, True, ""),
    "-liten": (Variant.SMALL, False, ""),
    "-liten-mork": (Variant.SMALL, True, ""),
    "-enfargad": (Variant.FULL, False, "#000000"),
}


def design_of(improvement: Improvement) -> Design:
    """What the stamp of a numbered improvement says."""
    if improvement.number is None or improvement.stamped_at is None:
        raise ValueError("Only a numbered improvement has a stamp.")
    employees = improvement.audience == Audience.EMPLOYEES
    day = date_format(timezone.localtime(improvement.stamped_at), "j M Y")
    audience = _("Improvement for employees") if employees else _("Improvement for citizens")
    spoken = {"number": improvement.number, "title": improvement.title}
    topic = improvement.topic
    return Design(
        number=improvement.number,
        goal=improvement.programme.goal,
        employees=employees,
        municipality=settings.MUNICIPALITY,
        audience_text=audience,
        date_text=day,
        title=_("Stamp of improvement %(number)d: %(title)s") % spoken,
        topic=topic.slug if topic else "",
        icon=icon_inside(topic.icon) if topic else "",
        brand=settings.BRAND_COLOR,
    )


@lru_cache(maxsize=256)
def icon_inside(name: str) -> str:
    """The lines of an icon without its frame; nothing for an icon that does not exist."""
    try:
        framed = icons.svg(name)
    except icons.UnknownIconError:
        return ""
    return re.sub(r"^<svg[^>]*>|</svg>$", "", framed)


@lru_cache(maxsize=256)
def svg(design: Design, look: str) -> str:
    """The stamp in one of LOOKS."""
    variant, dark, mono = LOOKS[look]
    return draw(design, variant=variant, dark=dark, mono=mono)


@lru_cache(maxsize=1)
def drawing_version() -> str:
    """Changes when the stamp, the cards or the poster are drawn anew, so no old one is kept."""
    probe = Design(
        number=37,
        goal=100,
        employees=True,
        municipality="Åäö",
        audience_text="A",
        date_text="1",
        title="",
    )
    drawn = [svg(probe, look) for look in LOOKS]
    drawn += [card(probe, layout, title="Förflyttningsteknik", footer="A") for layout in LAYOUTS]
    drawn.append(TEMPLATE.read_text("utf-8"))
    return hashlib.sha256("".join(drawn).encode()).hexdigest()[:12]


def fingerprint(design: Design, kind: str) -> str:
    """Equal for equal pictures: the name under which a picture is kept, and its ETag."""
    return hashlib.sha256(f"{drawing_version()}|{kind}|{design!r}".encode()).hexdigest()[:32]
