"""Each test searches an index of its own database's state, by words unless it asks for meaning."""

from collections.abc import Iterator
from typing import Any

import pytest

from hundra.hear.knowledge.finding import holding


@pytest.fixture(autouse=True)
def own_search_index(settings: Any) -> Iterator[None]:
    settings.SEARCH_MEANING = False
    holding.forget()
    yield
    holding.forget()
