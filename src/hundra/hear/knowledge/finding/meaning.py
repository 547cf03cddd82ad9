"""The model of meaning, loaded once a process when it is first needed."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from hundra.engines.text.meaning import Embedder


def is_on() -> bool:
    """Does this installation search by meaning? (HUNDRA_SEARCH_MEANING)"""
    return bool(settings.SEARCH_MEANING)


@cache
def embedder() -> Embedder:
    # Its libraries take half a second to import: only who searches or indexes pays for it.
    from hundra.engines.text.e5 import E5Embedder

    return E5Embedder()
