"""Twelve weeks of use: readings, verdicts and searches, and the synonyms that editors keep."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from hundra.config.demo.knowledge.library import entries
from hundra.config.demo.story import Story
from hundra.engines.text.analysis import SwedishAnalyzer
from hundra.engines.text.keys import question_key
from hundra.hear.knowledge.models import (
    Article,
    ArticleUse,
    Audience,
    Door,
    Search,
    Synonym,
    UnhelpfulReason,
    Verdict,
)
from hundra.hear.knowledge.services import learning

DAYS = 84
BUSIEST = 55
"""Readings of the most read article on a working day."""
UNUSED = 6
"""How many articles nobody has opened."""
WEEKEND = 0.35
VERDICT_SHARE = 0.04
TRANSLATED_SHARE = 0.08
REASON_WEIGHTS = (45, 25, 15, 10, 5)
COMMENTS = {
    UnhelpfulReason.NOT_ANSWERED: (
        "Jag ville veta vad som gäller på helgen.",
        "Står inget om hur lång tid det tar.",
        "Gäller det här även om man hyr?",
    ),
    UnhelpfulReason.HARD_TO_READ: ("För många svåra ord.", "Förstår inte tabellen."),
    UnhelpfulReason.OUTDATED: ("Avgiften är höjd sedan i januari.", "Fel öppettider."),
    UnhelpfulReason.BROKEN: ("E-tjänsten öppnas inte i min telefon.",),
    UnhelpfulReason.OTHER: ("Tack, men ni borde svara i telefon också.",),
}
DOORS = {
    Audience.EVERYONE: ((Door.PUBLIC, 0.86), (Door.GUIDES, 0.1), (Door.EMBEDDED, 0.04)),
    Audience.EMPLOYEES: ((Door.INSIDE, 0.9), (Door.EMBEDDED, 0.1)),
    Audience.GUIDES: ((Door.GUIDES, 1.0),),
}
SHARE_OF_READERS = {Audience.EVERYONE: 1.0, Audience.EMPLOYEES: 0.5, Audience.GUIDES: 0.15}


def create_use(story: Story) -> None:
    """All of it, the same every time for the same day."""
    rng = random.Random("use")  # noqa: S311 - a demo.
    _create_synonyms()
    shown = list(
        Article.objects.exclude(first_published_at=None)
        .order_by("slug")
        .prefetch_related("translations__published")
    )
    rng.shuffle(shown)
    uses: list[ArticleUse] = []
    verdicts: list[Verdict] = []
    for rank, article in enumerate(shown[: len(shown) - UNUSED], start=1):
        read = list(_uses(article, rank, story.today, rng))
        uses += read
        verdicts += _verdicts(article, read, rng)
    ArticleUse.objects.bulk_create(uses, batch_size=2_000)
    Verdict.objects.bulk_create(verdicts, batch_size=2_000)
    searches = list(_searches(story.today, rng))
    Search.objects.bulk_create(searches, batch_size=2_000)
    learning.count_use()


def _create_synonyms() -> None:
    Synonym.objects.bulk_create(Synonym(**entry) for entry in entries("synonyms"))


def _uses(article: Article, rank: int, today: date, rng: random.Random) -> Iterator[ArticleUse]:
    """Readings by day, door and language: a few articles are read a lot, most of them seldom."""
    a_day = BUSIEST / rank**0.8 * SHARE_OF_READERS[Audience(article.audience)]
    languages = {one.language for one in article.translations.all() if one.published_id}
    for days_ago in range(1, DAYS + 1):
        day = today - timedelta(days=days_ago)
        if article.first_published_at is None or day <= article.first_published_at.date():
            return
        for door, share in DOORS[Audience(article.audience)]:
            expected = a_day * share * (WEEKEND if day.weekday() > 4 else 1)  # noqa: PLR2004 - Friday
            for language in languages:
                part = TRANSLATED_SHARE if language != "sv" else 1.0
                if count := _about(expected * part, rng):
                    yield ArticleUse(
                        article=article, day=day, door=door, language=language, count=count
                    )


def _verdicts(article: Article, uses: list[ArticleUse], rng: random.Random) -> Iterator[Verdict]:
    helpful = min(0.97, max(0.45, rng.gauss(0.82, 0.11)))
    numbers = {
        one.language: one.published.number
        for one in article.translations.all()
        if one.published is not None
    }
    for use in uses:
        for _ in range(_about(use.count * VERDICT_SHARE, rng)):
            yield _verdict(use, numbers[use.language], rng.random() < helpful, rng)


def _verdict(use: ArticleUse, revision: int, helped: bool, rng: random.Random) -> Verdict:
    verdict = Verdict(
        article=use.article,
        language=use.language,
        revision_number=revision,
        given_on=use.day,
        door=use.door,
        helped=helped,
    )
    if not helped:
        [verdict.reason] = rng.choices(list(UnhelpfulReason), REASON_WEIGHTS)
        if rng.random() < 0.3:  # noqa: PLR2004 - a third writes something.
            verdict.comment = rng.choice(COMMENTS[UnhelpfulReason(verdict.reason)])
        verdict.handled = rng.random() < 0.4  # noqa: PLR2004
    return verdict


def _searches(today: date, rng: random.Random) -> Iterator[Search]:
    numbers = dict(Article.objects.values_list("slug", "pk"))
    analyzer = SwedishAnalyzer()
    for group in entries("searches"):
        for kind, asked in group.items():
            for entry in asked:
                swedish = entry.get("language", "sv") == "sv"
                entry["key"] = question_key(entry["words"], analyzer if swedish else None)
                for _ in range(entry["times"]):
                    yield _search(kind, entry, numbers, today, rng)


def _search(
    kind: str, entry: dict[str, Any], numbers: dict[str, int], today: date, rng: random.Random
) -> Search:
    search = Search(
        made_on=today - timedelta(days=rng.randint(1, DAYS)),
        door=entry.get("door", Door.PUBLIC),
        language=entry.get("language", "sv"),
        words=entry["words"],
        key=learning.search_key(entry["words"], entry.get("language", "sv")),
        hits=0 if kind == "not_found" else entry.get("hits", rng.randint(2, 10)),
    )
    if kind == "found" and rng.random() < 0.8:  # noqa: PLR2004 - one in five chooses nothing.
        search.chosen_id = numbers[entry["article"]]
        search.chosen_rank = min(search.hits, rng.choice((1, 1, 1, 1, 2, 2, 3)))
    return search


def _about(expected: float, rng: random.Random) -> int:
    """A whole number that is `expected` on average."""
    spread = expected * rng.uniform(0.6, 1.4)
    return int(spread) + (rng.random() < spread % 1)
