"""Addresses of audit that the matrix walks."""

from tests.access.records import Address, World, record


@record("retention=reading")
def retention_of_readings(world: World) -> Address:
    return Address({"key": "audit.reading"})
