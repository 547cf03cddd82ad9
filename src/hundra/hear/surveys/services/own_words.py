"""Own words: themes are suggested; HR changes them, and hides what points somebody out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from django.db import transaction

from hundra.core.accounts.models import User
from hundra.core.audit.services import acting
from hundra.engines.text.meaning import Embedder
from hundra.hear.surveys.models import Item, ItemKind, Wave, WaveComment
from hundra.hear.surveys.queries.own_words import OTHER, themes_of
from hundra.hear.surveys.queries.results import scales_of

NEAREST, APART = 0.80, 0.012
"""e5's cosines lie close together, 0.7–0.9: a theme must be near, and nearer than the next."""


@transaction.atomic
def set_theme(*, by: User, comment: WaveComment, theme: str) -> WaveComment:
    """Raises ValueError for a theme that the survey has not."""
    if theme not in themes_of(comment.wave):
        raise ValueError(theme)
    with acting(by):
        comment.theme = theme
        comment.save(update_fields=["theme"])
    return comment


@transaction.atomic
def set_hidden(*, by: User, comment: WaveComment, hidden: bool) -> WaveComment:
    """Takes a comment that points somebody out from all lists, or puts it back. It is logged."""
    with acting(by):
        comment.is_hidden = hidden
        comment.save(update_fields=["is_hidden"])
    return comment


def suggest_themes(*, wave: Wave, embedder: Embedder | None = None) -> int:
    """Gives a theme to all comments that have none, and says to how many.

    By words of a scale's title in the text, else (with a model of meaning) by what lies nearest
    of the scales' titles and questions, else the theme is "other". HR can change each.
    """
    rows = list(WaveComment.objects.filter(wave=wave, theme="").order_by("pk"))
    if not rows:
        return 0
    texts = _described(wave)
    vectors = _vectors(texts, embedder) if embedder else {}
    for row in rows:
        row.theme = _by_words(row.text, texts) or _by_meaning(row.text, vectors, embedder) or OTHER
    WaveComment.objects.bulk_update(rows, ["theme"], batch_size=1000)
    return len(rows)


def _described(wave: Wave) -> dict[str, list[str]]:
    """Each scale's titles, in all languages, and then its questions."""
    items = Item.objects.filter(question_set=wave.question_set_id, kind=ItemKind.SCALE)
    asked = {item.code: item for item in items}
    return {
        scale.code: [
            *dict(scale.titles).values(),
            *(asked[code].text for code in scale.items if code in asked),
        ]
        for scale in scales_of(wave)
    }


def _by_words(text: str, texts: Mapping[str, Sequence[str]]) -> str:
    """The scale whose title stands in the text, word for word; the longest, if several do."""
    said = f" {_plain(text)} "
    found = [
        (len(title), code)
        for code, those in texts.items()
        for title in map(_plain, those[:2])
        if title and f" {title} " in said
    ]
    return max(found)[1] if found else ""


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _vectors(texts: Mapping[str, Sequence[str]], embedder: Embedder) -> dict[str, np.ndarray]:
    return {code: embedder.text([". ".join(those)]).vector for code, those in texts.items()}


def _by_meaning(text: str, vectors: Mapping[str, np.ndarray], embedder: Embedder | None) -> str:
    if not vectors or embedder is None:
        return ""
    asked = embedder.query(text).vector
    near = sorted(((float(asked @ vector), code) for code, vector in vectors.items()), reverse=True)
    far = near[1][0] if len(near) > 1 else 0.0
    return near[0][1] if near[0][0] >= NEAREST and near[0][0] - far >= APART else ""
