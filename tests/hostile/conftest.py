"""The access matrix's world with its records, made once for each file of tests."""

from collections.abc import Iterator

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
