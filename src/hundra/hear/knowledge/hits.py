"""Hits as the page shows them: where each leads, and in sentences why it was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hundra.hear.knowledge.addresses import article_path, shell_language
from hundra.hear.knowledge.languages import Language, language
from hundra.hear.knowledge.queries.finding import Found, Hit, Marked, Why

SENTENCES: dict[str, Promise] = {
    "exact": gettext_lazy("“%(asked)s” is in the answer."),
    "inflected": gettext_lazy("“%(met)s” is a form of “%(asked)s”."),
    "derived": gettext_lazy("“%(met)s” is made from the same word as “%(asked)s”."),
    "folded": gettext_lazy("“%(asked)s” was read as “%(met)s”."),
    "beginning": gettext_lazy("“%(met)s” begins with “%(asked)s”."),
    "part": gettext_lazy("“%(asked)s” is a part of “%(met)s”."),
    "synonym": gettext_lazy("“%(met)s” means the same as “%(asked)s”."),
    "corrected": gettext_lazy("“%(asked)s” was read as “%(met)s”."),
}


@dataclass(frozen=True)
class ShownHit:
    """`foreign` is the answer's language where it is not the page's own."""

    rank: int
    article: int
    title: str
    short_answer: str
    topic: str
    audience: str
    path: str
    language: Language
    foreign: Language | None
    passage: Marked
    why: tuple[str, ...]


def shown_hits(found: Found, *, inside: bool) -> list[ShownHit]:
    return [_shown(hit, inside=inside) for hit in found.hits]


def _shown(hit: Hit, *, inside: bool) -> ShownHit:
    translation = hit.translation
    article, revision = translation.article, translation.published
    spoken = language(translation.language)
    return ShownHit(
        rank=hit.rank,
        article=article.pk,
        title=revision.title if revision else "",
        short_answer=revision.short_answer if revision else "",
        topic=article.topic.name,
        audience=article.audience,
        path=article_path(article.topic.slug, article.slug, translation.language, inside=inside),
        language=spoken,
        foreign=None if translation.language == shell_language() else spoken,
        passage=hit.passage,
        why=tuple(dict.fromkeys(_sentences(hit.why))),
    )


def _sentences(reasons: Iterable[Why]) -> Iterable[str]:
    for why in reasons:
        sentence = SENTENCES.get(why.kind)
        if sentence is None:
            yield _("The answer is about what you ask for, in other words.")
        else:
            yield str(sentence) % {"asked": why.query_word, "met": why.text_word}
