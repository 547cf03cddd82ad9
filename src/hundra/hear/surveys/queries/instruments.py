"""What is asked of employees, as pages and figures need it."""

from __future__ import annotations

from functools import lru_cache

from hundra.engines.psychometrics.instruments import Instrument
from hundra.engines.psychometrics.reading import instrument_of
from hundra.hear.surveys.models import QuestionSet


def instrument(question_set: QuestionSet) -> Instrument:
    """The instrument as arrays need it: its items with options in the order of sealed answers."""
    return _instrument(question_set.pk, question_set.digest)


@lru_cache(maxsize=64)
def _instrument(key: int, digest: str) -> Instrument:
    # A version never changes, so what was read once holds.
    found = QuestionSet.objects.get(pk=key, digest=digest)
    items = [
        {
            "code": one.code,
            "kind": one.kind,
            "options": one.options,
            "reversed": one.is_reversed,
        }
        for one in found.items.all()
    ]
    return instrument_of({"items": items, "scales": found.scales, "least_share": found.least_share})
