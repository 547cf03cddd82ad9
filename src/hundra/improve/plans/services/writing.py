"""What every write shares: locking the plan, and saving a record with its fields checked."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext

from hundra.engines.text import plain_text
from hundra.improve.plans.errors import ClosedError, InvalidError
from hundra.improve.plans.models import Plan


def lock(plan: Plan) -> Plan:
    """The plan as it is now, held until the transaction ends."""
    return (
        Plan.objects.select_for_update(of=("self",), no_key=True)
        .select_related("unit")
        .get(pk=plan.pk)
    )


def lock_open(plan: Plan) -> Plan:
    """As `lock`; raises ClosedError when the plan has ended."""
    held = lock(plan)
    if not held.is_open:
        raise ClosedError(gettext("The plan has ended. Nothing in it can be changed any more."))
    return held


def written(text: str, *, missing: str) -> str:
    """The text cleaned; raises InvalidError with `missing` if nothing is left."""
    cleaned = plain_text(text)
    if not cleaned:
        raise InvalidError(missing)
    return cleaned


def save(record: models.Model) -> None:
    """Saves when every field holds; else InvalidError, with the field and what is wrong."""
    relations = {field.name for field in record._meta.fields if field.is_relation}
    try:
        record.clean_fields(exclude=relations)
    except ValidationError as error:
        raise InvalidError(_sentence(record, error)) from error
    record.save()


def _sentence(record: models.Model, error: ValidationError) -> str:
    return " ".join(
        f"{str(_label(record, name)).capitalize()}: {' '.join(messages)}"
        for name, messages in error.message_dict.items()
    )


def _label(record: models.Model, name: str) -> object:
    return getattr(record._meta.get_field(name), "verbose_name", name)
