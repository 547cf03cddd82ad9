"""Keeps the index that search reads. Saving never waits for it: jobs do the work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from hundra.core.ui import markdown
from hundra.engines.text.meaning import Embedder, TextMeaning
from hundra.engines.text.passages import Passage, cut
from hundra.hear.knowledge import nearby
from hundra.hear.knowledge.models import Article, Audience, IndexedText, Revision, Translation
from hundra.hear.knowledge.queries.reading import readable_translations

MOST_AT_ONCE = 200
INDEX_LOCK = 7_220_903
"""Of the advisory lock that makes versions rise in the order in which they become visible."""


def request_index(*articles: Article) -> None:
    """Has the articles' texts indexed anew once the caller's transaction has committed."""
    request_index_of(article.pk for article in articles)


def request_index_of(articles: Iterable[int]) -> None:
    """The same by number, in jobs that take a few seconds each."""
    from hundra.hear.knowledge.jobs import index

    numbers = list(articles)
    for start in range(0, len(numbers), MOST_AT_ONCE):
        index.defer(articles=numbers[start : start + MOST_AT_ONCE])


@dataclass(frozen=True, kw_only=True)
class Searchable:
    """What of a published translation search goes by."""

    translation: int
    article: int
    language: str
    audience: str
    fields: dict[str, str]
    passages: list[dict[str, str]]

    def same_words(self, row: IndexedText) -> bool:
        return (row.fields, row.passages) == (self.fields, self.passages)


@transaction.atomic
def index_words(articles: Sequence[int]) -> None:
    """Brings the words of the articles' texts up to date, and takes out those out of sight."""
    _one_at_a_time()
    wanted = {text.translation: text for text in _searchable(articles)}
    rows = {row.translation: row for row in IndexedText.objects.filter(article__in=articles)}
    for number, text in wanted.items():
        _put(text, rows.get(number))
    for number, row in rows.items():
        if number not in wanted and not row.removed:
            _remove(row)


def index_meaning(articles: Sequence[int], embedder: Embedder) -> None:
    """Works out what the articles' texts mean where that is not known to this model yet."""
    waiting = IndexedText.objects.filter(article__in=articles, removed=False)
    for row in waiting.exclude(meaning_of=embedder.name).order_by("version"):
        meaning = embedder.text([Passage(**passage).full for passage in row.passages])
        _keep_meaning(row, embedder.name, meaning)


def out_of_date() -> list[int]:
    """Articles whose texts in the index are not as they are read: expired, or never indexed."""
    shown = dict(readable_translations(Audience.values).values_list("pk", "article"))
    kept = IndexedText.objects.filter(removed=False)
    indexed = dict(kept.values_list("translation", "article"))
    wrong = shown.keys() ^ indexed.keys()
    return sorted({(shown | indexed)[number] for number in wrong})


@transaction.atomic
def _keep_meaning(row: IndexedText, model: str, meaning: TextMeaning) -> None:
    """Stores the meaning unless the words have changed while it was worked out."""
    _one_at_a_time()
    changed = IndexedText.objects.filter(pk=row.pk, version=row.version, removed=False).update(
        meaning=meaning.to_bytes(),
        meaning_of=model,
        version=_next_version(),
    )
    if changed and nearby.exists():
        nearby.keep(row.pk, row.audience, meaning.vector.tolist())


def _put(text: Searchable, row: IndexedText | None) -> None:
    same = row is not None and not row.removed and text.same_words(row)
    if row is not None and same and row.audience == text.audience:
        return
    meaning = bytes(row.meaning) if row is not None and same and row.meaning else None
    IndexedText.objects.update_or_create(
        translation=text.translation,
        defaults={
            "article": text.article,
            "language": text.language,
            "audience": text.audience,
            "fields": text.fields,
            "passages": text.passages,
            "removed": False,
            "version": _next_version(),
            "indexed_at": timezone.now(),
            "meaning_of": row.meaning_of if row is not None and same else "",
            "meaning": meaning,
        },
    )
    if nearby.exists():
        _keep_nearby(text, meaning)


def _keep_nearby(text: Searchable, meaning: bytes | None) -> None:
    if meaning is None:
        nearby.drop(text.translation)
    else:
        vector = TextMeaning.from_bytes(meaning).vector
        nearby.keep(text.translation, text.audience, vector.tolist())


def _remove(row: IndexedText) -> None:
    row.removed, row.version = True, _next_version()
    row.fields, row.passages, row.meaning, row.meaning_of = {}, [], None, ""
    row.save()
    if nearby.exists():
        nearby.drop(row.pk)


def _searchable(articles: Sequence[int]) -> list[Searchable]:
    shown = (
        readable_translations(Audience.values)
        .filter(article__in=articles)
        .prefetch_related("article__reasons", "published__films", "published__attachments")
    )
    return [_of(one, one.published) for one in shown if one.published]


def _of(translation: Translation, revision: Revision) -> Searchable:
    article = translation.article
    reasons = [reason.name for reason in article.reasons.all()]
    names = [film.title for film in revision.films.all()]
    names += [attachment.name for attachment in revision.attachments.all()]
    labels = [link["label"] for link in revision.links]
    body = markdown.plain(revision.body)
    return Searchable(
        translation=translation.pk,
        article=article.pk,
        language=translation.language,
        audience=article.audience,
        fields={
            "title": revision.title,
            "keywords": " · ".join([*revision.keywords, *reasons]),
            "short": f"{revision.short_answer}\n{revision.spoken_answer}".strip(),
            "body": "\n".join([*revision.steps, body, *labels, *names]),
        },
        passages=_passages(revision.title, revision.short_answer, revision.steps, revision.body),
    )


def _passages(title: str, short: str, steps: Sequence[str], body: str) -> list[dict[str, str]]:
    """The short answer under the title first, then the text cut where it can be."""
    text = "\n".join([*markdown.lines(body), *(f"- {step}" for step in steps)])
    passages = [*(Passage(title, one.text) for one in cut(short)), *cut(text)]
    return [{"heading": one.heading, "text": one.text} for one in passages]


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [INDEX_LOCK])


def _next_version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('knowledge_index_version')")
        (version,) = cursor.fetchone() or (0,)
    return int(version)
