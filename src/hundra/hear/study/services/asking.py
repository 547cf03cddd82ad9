"""What editors do with the questions of a step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.study.errors import InvalidError
from hundra.hear.study.models import Option, Question, Step
from hundra.hear.study.services.writing import swap

FEWEST_OPTIONS = 2


@dataclass(frozen=True)
class AskedOption:
    text: str
    right: bool


@transaction.atomic
def save_question(
    *,
    by: User,
    step: Step,
    text: str,
    explanation: str,
    options: Sequence[AskedOption],
    question: Question | None = None,
) -> Question:
    """Writes a question, new (last of the step's) or old, with its options in order.

    Raises InvalidError with fewer than two options, or without a right one.
    """
    if len(options) < FEWEST_OPTIONS:
        raise InvalidError(_("Write at least two answers to choose between."))
    if not any(option.right for option in options):
        raise InvalidError(_("Mark at least one answer as right."))
    Step.objects.select_for_update().get(pk=step.pk)
    if question is None:
        highest: int | None = step.questions.aggregate(highest=Max("position"))["highest"]
        question = Question(step=step, position=(highest or 0) + 1)
    question.text, question.explanation = text.strip(), explanation.strip()
    question.save()
    _write_options(question, options)
    return question


@transaction.atomic
def move_question(*, by: User, question: Question, up: bool) -> None:
    """Changes places with the question before or after; the first and the last stay."""
    Step.objects.select_for_update().get(pk=question.step_id)
    swap(list(question.step.questions.order_by("position", "pk")), question, up=up)


@transaction.atomic
def remove_question(*, by: User, question: Question) -> None:
    """Takes the question away. Answers were never kept, so nobody's are lost."""
    question.delete()


def _write_options(question: Question, options: Sequence[AskedOption]) -> None:
    """Writes over those there are, so that the history tells what changed."""
    there = list(question.options.order_by("position", "pk"))
    for position, asked in enumerate(options, start=1):
        option = there.pop(0) if there else Option(question=question)
        option.position, option.text, option.right = position, asked.text.strip(), asked.right
        option.save()
    for option in there:
        option.delete()
