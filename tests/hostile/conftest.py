"""The access matrix's world with its records, made once for each file of tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from tests.access.matrix import load_records
from tests.access.records import RECORDS, Address, World, make_world

load_records()


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def places(world: World) -> dict[str, Address]:
    return {key: make(world) for key, make in RECORDS.items()}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Told for the whole run, so only what lies here is marked."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("sweep")
