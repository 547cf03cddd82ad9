"""Audiences as the bits that the index knows them by."""

from __future__ import annotations

from collections.abc import Iterable

from hundra.hear.knowledge.models import Audience

BITS = {Audience.EVERYONE: 1, Audience.EMPLOYEES: 2, Audience.GUIDES: 4}


def mask_of(audiences: Iterable[str]) -> int:
    return sum(BITS[Audience(audience)] for audience in set(audiences))


def audiences_in(mask: int) -> list[str]:
    return [audience.value for audience, bit in BITS.items() if mask & bit]
