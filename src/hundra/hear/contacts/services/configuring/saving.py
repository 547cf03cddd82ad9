"""What is saved is checked here too, whoever asks: forms are not the only door."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Model

from hundra.hear.contacts.errors import InvalidError


def save(record: Model) -> None:
    """Checks the record against its fields and constraints, and saves it. Raises InvalidError."""
    try:
        record.full_clean()
    except ValidationError as error:
        raise InvalidError(" ".join(error.messages)) from error
    record.save()
