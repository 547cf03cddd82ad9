"""Instruments of any size, and published waves with answers made up by chance."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from tests.factories.surveys import closed_wave

from hundra.core.organisation.models import Unit
from hundra.hear.surveys.models import Asked, Item, Publication, QuestionSet, Wave
from hundra.hear.surveys.services.publishing import publish

OPTIONS = [
    {"value": value, "texts": {"sv": text, "en": text}}
    for value, text in enumerate(("Aldrig", "Sällan", "Ibland", "Ofta", "Alltid"), start=1)
]


def question_set(
    scales: int = 4, items: int = 3, *, slug: str = "arbetsmiljo", **given: Any
) -> QuestionSet:
    """Scales `s0`, `s1` … of some items each; the second is good when low, the last the outcome."""
    made = QuestionSet.objects.create(
        slug=slug,
        version=QuestionSet.objects.filter(slug=slug).count() + 1,
        titles={"sv": "Arbetsmiljön", "en": "The work environment"},
        intros={"sv": "Om ditt arbete."},
        thanks={"sv": "Tack."},
        source="Hundra",
        asks=Asked.STAFF,
        least_share=0.5,
        least_group=7,
        digest=f"{slug}-{scales}-{items}",
        scales=[
            {
                "code": f"s{scale}",
                "titles": {"sv": f"Skala {scale}", "en": f"Scale {scale}"},
                "items": [f"s{scale}_{item}" for item in range(items)],
                "good": "low" if scale == 1 else "high",
                "reference": 60,
                "outcome": scale == scales - 1,
            }
            for scale in range(scales)
        ],
        **given,
    )
    Item.objects.bulk_create(
        Item(
            question_set=made,
            position=scale * items + item,
            code=f"s{scale}_{item}",
            texts={"sv": f"Fråga {scale}.{item}?"},
            labels={"sv": f"Fråga {scale}.{item}"},
            options=OPTIONS,
        )
        for scale in range(scales)
        for item in range(items)
    )
    return made


def answers_by_chance(
    rng: np.random.Generator, people: int, columns: int, *, middle: float = 3.2, alike: float = 0.6
) -> list[list[int]]:
    """Answers 1–5; each person has a view of their own, which all answers share in."""
    view = rng.normal(size=(people, 1)) * alike
    drawn = middle + view + rng.normal(size=(people, columns)) * 0.9
    found: list[list[int]] = np.clip(np.round(drawn), 1, 5).astype(int).tolist()
    return found


def published_wave(
    people: Mapping[Unit, int],
    *,
    asked: QuestionSet | None = None,
    middles: Mapping[Unit, float] | None = None,
    seed: int = 1,
    **given: Any,
) -> tuple[Wave, Publication]:
    """A closed wave in which so many of each unit answered, around a middle of their own."""
    rng = np.random.default_rng(seed)
    asked = asked or question_set()
    columns = asked.items.count()
    rows: dict[Unit, Sequence[Sequence[int]]] = {
        unit: answers_by_chance(rng, n, columns, middle=(middles or {}).get(unit, 3.2))
        for unit, n in people.items()
    }
    wave = closed_wave(rows, question_set=asked, **given)
    return wave, publish(wave=wave)
