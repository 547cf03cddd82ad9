"""A wave held for a change: nobody else changes it meanwhile."""

from __future__ import annotations

from django.utils.functional import Promise

from hundra.hear.surveys.errors import WaveError
from hundra.hear.surveys.models import Wave, WaveState


def held(wave: Wave, *states: WaveState, otherwise: str | Promise) -> Wave:
    """The wave, locked in the caller's transaction, if it is in one of the states.

    Answering goes on meanwhile. Raises WaveError with the sentence `otherwise`.
    """
    found = (
        Wave.objects.select_for_update(of=("self",), no_key=True)
        .select_related("question_set", "unit")
        .get(pk=wave.pk)
    )
    if found.state not in states:
        raise WaveError(otherwise)
    return found
