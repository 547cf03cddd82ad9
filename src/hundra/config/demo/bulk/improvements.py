"""Thousands of delivered improvements, after the last number given."""

from __future__ import annotations

import random
from datetime import timedelta

from django.utils import timezone

from hundra.config.demo.bulk.loading import create_all, write_history
from hundra.config.demo.bulk.suggestions import PLACES
from hundra.config.demo.content import read_content
from hundra.core.organisation.models import Unit
from hundra.hear.suggestions.models import Audience
from hundra.improve.improvements.models import (
    Improvement,
    ImprovementState,
    Programme,
    Topic,
)


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

    made = [row(number) for number in range(first, first + count)]
    create_all(Improvement, made)
    write_history(Improvement, label="insert", since=made[0].pk, at="stamped_at")
    Programme.objects.filter(pk=programme.pk).update(last_number=first + count - 1)
