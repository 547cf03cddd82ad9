"""Search: the articles that answer, with the passage that does and why they were found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from hundra.engines.text.passages import Excerpt, Passage, excerpt
from hundra.engines.text.planning import How
from hundra.engines.text.searching import Ranked
from hundra.engines.text.tokens import words as words_in
from hundra.hear.knowledge.finding import holding
from hundra.hear.knowledge.finding.audiences import mask_of
from hundra.hear.knowledge.models import IndexedText, Translation
from hundra.hear.knowledge.queries.reading import readable_translations, shown_translation

LONGEST_QUESTION = 200
# Texts in more than one language are one hit, so more are looked for than are shown.
SPARE = 3
# By meaning alone every text is somewhat near, so few are shown, and never as sure.
MOST_UNSURE = 5
SURE_SHARE = 0.5
SHORT_WORD = 3
"""Words of so many letters ("hur", "en") say little of what is asked."""
MEANING = "meaning"
"""Why.kind of a hit that shares no word with the question."""


@dataclass(frozen=True, kw_only=True)
class Marked:
    """A stretch of text; `marks` are from–to of what the question met."""

    heading: str = ""
    text: str = ""
    marks: tuple[tuple[int, int], ...] = ()

    @cached_property
    def html(self) -> SafeString:
        """The text escaped, with the marks as <mark> elements."""
        return format_html_join("", "{}{}", self._parts())

    def _parts(self) -> Iterable[tuple[object, object]]:
        end = 0
        for start, stop in self.marks:
            marked = format_html_join("", "<mark>{}</mark>", [(self.text[start:stop],)])
            yield self.text[end:start], marked
            end = stop
        yield self.text[end:], ""


@dataclass(frozen=True, kw_only=True)
class Why:
    """One reason for a hit. `kind` is a value of `How`, or MEANING without words."""

    kind: str
    query_word: str = ""
    text_word: str = ""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """An article that answers, in the language shown. `rank` counts from 1."""

    translation: Translation
    rank: int
    score: float
    passage: Marked
    why: tuple[Why, ...]


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a search gave. `corrected` is the question as it was understood, if misspelt.

    `sure`: one of the first hits has at least half of the question's words in some form. The
    others are the nearest in meaning: right for a question in another language, maybe beside
    the point for one that nothing here answers.
    """

    words: str
    hits: tuple[Hit, ...] = ()
    corrected: str = ""
    sure: bool = False


def search(
    words: str,
    *,
    audiences: Collection[str],
    language: str,
    limit: int = 10,
    as_you_type: bool = False,
) -> Found:
    """The articles that answer best, of those that the audiences read, best first.

    Each article once: in the reader's language where it is, else in the one that was found.
    Three queries, whatever is found.
    """
    words = " ".join(words.split())[:LONGEST_QUESTION]
    if not words:
        return Found(words="")
    ranked = holding.held().searcher.search(
        words, audiences=mask_of(audiences), limit=limit * SPARE, as_you_type=as_you_type
    )
    shown = _shown(ranked, audiences, language)
    sure = any(_has_most_words(words, one) for one, _ in shown[:MOST_UNSURE])
    if sure:
        shown = [pair for pair in shown if not pair[0].why.doubtful]
    shown = shown[: limit if sure else min(limit, MOST_UNSURE)]
    passages = _passages([translation.pk for _, translation in shown])
    hits = tuple(
        _hit(one, translation, passages.get(translation.pk, ()), rank)
        for rank, (one, translation) in enumerate(shown, 1)
    )
    return Found(words=words, hits=hits, corrected=_corrected(words, hits), sure=sure)


def _has_most_words(question: str, one: Ranked) -> bool:
    asked = {word for word, _, _ in words_in(question)}
    telling = {word for word in asked if len(word) > SHORT_WORD} or asked
    met = {word for match in one.why.matches for word, _, _ in words_in(match.query)}
    return len(telling & met) >= SURE_SHARE * len(telling) > 0


def _shown(
    ranked: Sequence[Ranked], audiences: Collection[str], language: str
) -> list[tuple[Ranked, Translation]]:
    """Each article once, with the translation to show; what is not readable falls away here."""
    found = Translation.objects.filter(pk__in=[one.key for one in ranked]).values("article")
    versions: dict[int, list[Translation]] = {}
    for translation in readable_translations(audiences).filter(article__in=found):
        versions.setdefault(translation.article_id, []).append(translation)
    article_of = {one.pk: number for number, many in versions.items() for one in many}
    shown: dict[int, tuple[Ranked, Translation]] = {}
    for one in ranked:
        number = article_of.get(one.key)
        if number is None or number in shown:
            continue
        best = _version(versions[number], one.key, language)
        shown[number] = (one, best)
    return list(shown.values())


def _version(versions: Sequence[Translation], found: int, language: str) -> Translation:
    own = shown_translation(versions, language)
    if own is not None and own.language == language:
        return own
    return next(one for one in versions if one.pk == found)


def _passages(translations: Sequence[int]) -> dict[int, Sequence[Passage]]:
    rows = IndexedText.objects.filter(pk__in=translations).values_list("pk", "passages")
    return {number: [Passage(**one) for one in passages] for number, passages in rows}


def _hit(one: Ranked, translation: Translation, passages: Sequence[Passage], rank: int) -> Hit:
    nearest = one.passage if one.key == translation.pk else None
    shown = excerpt(passages, one.why.words, nearest=nearest)
    return Hit(
        translation=translation,
        rank=rank,
        score=one.score,
        passage=_marked(shown, translation) if shown else Marked(),
        why=_why(one),
    )


def _marked(shown: Excerpt, translation: Translation) -> Marked:
    title = translation.published.title if translation.published else ""
    heading = "" if shown.heading == title else shown.heading
    return Marked(heading=heading, text=shown.text, marks=shown.marks)


def _why(one: Ranked) -> tuple[Why, ...]:
    reasons = tuple(
        Why(kind=match.how.value, query_word=match.query, text_word=match.found)
        for match in one.why.matches
    )
    return reasons or (Why(kind=MEANING),)


def _corrected(words: str, hits: Sequence[Hit]) -> str:
    """The question with its misspelt words as the best hit has them; "" if none is.

    Only words of texts that the reader sees are used, so that none of another's shines through.
    """
    if not hits:
        return ""
    met = {why.query_word.lower() for why in hits[0].why if why.kind != How.CORRECTED.value}
    better = {
        why.query_word.lower(): why.text_word
        for why in reversed(hits[0].why)
        if why.kind == How.CORRECTED.value and why.query_word.lower() not in met
    }
    text, end = "", 0
    for word, start, stop in words_in(words):
        text += words[end:start] + better.get(word, words[start:stop])
        end = stop
    text += words[end:]
    return text if better and text.lower() != words.lower() else ""
