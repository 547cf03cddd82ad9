"""Full-size fillings by bulk loading: the same fields as the services write, without their mails.

Used by `hundra demo --scale large` and by the benchmarks.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.db import models
from django.utils import timezone

from hundra.config.demo.content import read_content
from hundra.core.organisation.models import Unit
from hundra.hear.suggestions.models import Audience, Suggestion, SuggestionState
from hundra.improve.improvements.models import (
    Improvement,
    ImprovementState,
    Programme,
    Topic,
)

BATCH = 2_000
STATES = (
    (SuggestionState.NEW, 3),
    (SuggestionState.ASKED, 2),
    (SuggestionState.ACCEPTED, 20),
    (SuggestionState.DECLINED, 40),
    (SuggestionState.DELIVERED, 15),
)
SHARE_WITH_UNIT = 0.8
PLACES = ("Granby", "Sjölunda", "Norrvik", "Tallåsen", "Björkvägen", "Almvägen", "Storgatan", "")


def bulk_suggestions(count: int, *, rng: random.Random) -> None:
    """Adds `count` suggestions spread over three years, in the states of a lived-in inbox."""
    content = read_content("suggestions")
    units = list(Unit.objects.filter(kind="unit").values_list("pk", flat=True))
    now = timezone.now()
    rows = (_suggestion(content, units, now, rng) for _ in range(count))
    _create(Suggestion, rows)


def bulk_improvements(programme: Programme, count: int, *, rng: random.Random) -> None:
    """Adds `count` numbered improvements to the programme, after the last number given."""
    entries = read_content("improvements")["improvement"]
    units = list(Unit.objects.values_list("pk", flat=True))
    topics = list(Topic.objects.values_list("pk", flat=True))
    first = programme.last_number + 1
    start = timezone.now() - timedelta(days=730)

    def row(number: int) -> Improvement:
        entry = entries[number % len(entries)]
        stamped_at = start + timedelta(days=700 * (number - first) / count)
        return Improvement(
            programme=programme,
            number=number,
            audience=rng.choice(Audience.values),
            title=f"{entry['title']} i {rng.choice(PLACES[:-1])}"[:120],
            summary=entry["summary"],
            story=entry.get("story", entry["summary"]),
            topic_id=rng.choice(topics) if topics else None,
            owner_unit_id=rng.choice(units) if units else None,
            cost_sek=rng.randrange(0, 900_000, 10_000),
            measure=entry["measure"],
            baseline=entry["baseline"],
            target=entry["target"],
            state=ImprovementState.DELIVERED,
            stamped_at=stamped_at,
            delivered_on=(stamped_at + timedelta(days=20)).date(),
            planned_for=(stamped_at + timedelta(days=20)).date(),
        )

    _create(Improvement, (row(number) for number in range(first, first + count)))
    Programme.objects.filter(pk=programme.pk).update(last_number=first + count - 1)


def _suggestion(
    content: dict[str, list[list[str]]], units: list[int], now: datetime, rng: random.Random
) -> Suggestion:
    audience = rng.choice(Audience.values)
    title, text, place = rng.choice(content[audience])
    state = rng.choices([state for state, _ in STATES], [weight for _, weight in STATES])[0]
    waiting = state in {SuggestionState.NEW, SuggestionState.ASKED}
    received = now - timedelta(days=rng.uniform(0, 20 if waiting else 1_000))
    published = not waiting and state != SuggestionState.DECLINED
    return Suggestion(
        audience=audience,
        text=f"{text} {rng.choice(PLACES)} {rng.randint(1, 99)}",
        place=place or rng.choice(PLACES),
        unit_id=rng.choice(units) if units and rng.random() < SHARE_WITH_UNIT else None,
        state=state,
        received_at=received,
        reply_due_on=(received + timedelta(days=14)).date(),
        replied_at=None if waiting else received + timedelta(days=rng.uniform(1, 15)),
        public_title=title if published else "",
        public_text=text if published else "",
        published_at=received + timedelta(days=9) if published else None,
    )


def _create(model: type[models.Model], rows: Iterator[models.Model]) -> None:
    while batch := list(islice(rows, BATCH)):
        model._default_manager.bulk_create(batch)
