"""How a wording would be met: by readers, by the one who calls, and how heavy it is to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from hundra.core.ui import markdown
from hundra.engines.text.readability import Ease, readability
from hundra.hear.knowledge.languages import Language, language
from hundra.hear.knowledge.models import Translation
from hundra.hear.knowledge.views.editing.shared import picture_addresses
from hundra.hear.knowledge.wording import LINK_KINDS, Wording

EASE = {
    Ease.VERY_EASY: (_("Very easy to read"), "success"),
    Ease.EASY: (_("Easy to read"), "success"),
    Ease.MIDDLE: (_("Rather easy to read"), "success"),
    Ease.HEAVY: (_("Heavy to read"), "warning"),
    Ease.VERY_HEAVY: (_("Very heavy to read"), "danger"),
}
LONG_SENTENCE = 18  # Words on average; beyond that, readers lose the thread.
MANY_LONG = 30  # Percent of words of more than six letters.
FEWEST_WORDS = 20
SPOKEN_WORDS_PER_MINUTE = 130


@dataclass(frozen=True)
class Reading:
    """LIX with words for it, and what would make the text lighter."""

    lix: int
    label: str | Promise
    tone: str
    hints: tuple[str | Promise, ...]


@dataclass(frozen=True)
class ShownLink:
    kind: str
    kind_label: str | Promise
    label: str
    url: str


def preview_of(translation: Translation, wording: Wording) -> dict[str, Any]:
    shown_in = language(translation.language)
    return {
        "wording": wording,
        "shown_in": shown_in,
        "body": rendered(translation, wording),
        "links": [
            ShownLink(one.kind, LINK_KINDS.get(one.kind, ""), one.label, one.url)
            for one in wording.links
        ],
        "reading": reading_of(wording, shown_in),
        "spoken_seconds": _seconds(wording.spoken_answer),
    }


def rendered(translation: Translation, wording: Wording) -> SafeString:
    return markdown.render(wording.body, pictures=picture_addresses(translation.article))


def reading_of(wording: Wording, shown_in: Language) -> Reading | None:
    """Only of Swedish: LIX is made for it, and says little of other languages."""
    parts = (wording.short_answer, *wording.steps, _with_stops(wording.body))
    found = readability("\n\n".join(parts))
    if shown_in.code != "sv" or found.words < FEWEST_WORDS:
        return None
    label, tone = EASE[found.ease]
    hints = []
    if found.words / max(found.sentences, 1) > LONG_SENTENCE:
        hints.append(_("Shorten the sentences: one thought in each."))
    if 100 * found.long_words / found.words > MANY_LONG:
        hints.append(_("Choose shorter words where there are any."))
    return Reading(round(found.lix), label, tone, tuple(hints))


def _with_stops(body: str) -> str:
    """The text's paragraphs, headings and items apart, without their marks."""
    return "\n\n".join(markdown.plain(line) for line in body.splitlines() if line.strip())


def _seconds(spoken: str) -> int:
    """About how long the spoken answer takes to say, in tens of seconds."""
    words = len(spoken.split())
    return max(10, round(words * 60 / SPOKEN_WORDS_PER_MINUTE / 10) * 10) if words else 0
