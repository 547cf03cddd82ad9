"""What every write shares: locking the record, and saving it with its fields checked."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext

from hundra.improve.improvements.errors import InvalidError, StepNotOpenError
from hundra.improve.improvements.life import Step, transition
from hundra.improve.improvements.models import Improvement, ImprovementState


def lock(improvement: Improvement) -> None:
    """Reads the improvement anew and keeps others from writing it until the transaction ends."""
    improvement.refresh_from_db(from_queryset=Improvement.objects.select_for_update())


def take_step(improvement: Improvement, step: Step) -> None:
    """Locks the improvement and sets the state that the step leads to; the caller saves.

    Raises StepNotOpenError when the step is not open from the state it is in by now.
    """
    lock(improvement)
    found = transition(improvement, step)
    if found is None:
        state = ImprovementState(improvement.state).label
        raise StepNotOpenError(
            gettext("This cannot be done now: the improvement is “%(state)s”.") % {"state": state}
        )
    improvement.state = found.target


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
