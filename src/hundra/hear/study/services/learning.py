"""What learners do: answer, and be done. Wrong answers are seen by them alone and kept nowhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.study.errors import NotOpenError, NotPossibleError
from hundra.hear.study.models import Question, Step, StepDone
from hundra.hear.study.queries import is_open, questions_of


@dataclass(frozen=True)
class CheckedQuestion:
    """A question with what was chosen. Right only if all right options were, and no other."""

    question: Question
    chosen: frozenset[int]
    is_right: bool


@dataclass(frozen=True)
class Answered:
    checked: tuple[CheckedQuestion, ...]

    @property
    def is_done(self) -> bool:
        return all(one.is_right for one in self.checked)


@transaction.atomic
def answer(*, by: User, step: Step, chosen: Mapping[int, Collection[int]]) -> Answered:
    """Checks the chosen options, by question. When all are right the step is done.

    Raises NotOpenError if the step is not for the person, NotPossibleError without questions.
    """
    _check_open(step, by)
    questions = questions_of(step)
    if not questions:
        raise NotPossibleError(_("This step has no questions."))
    answered = Answered(
        tuple(_checked(one, frozenset(chosen.get(one.pk, ()))) for one in questions)
    )
    if answered.is_done:
        _note_done(step, by)
    return answered


@transaction.atomic
def finish(*, by: User, step: Step) -> None:
    """Notes that someone is done with a step without questions.

    Raises NotOpenError if the step is not for the person, NotPossibleError if it has questions.
    """
    _check_open(step, by)
    if step.questions.exists():
        raise NotPossibleError(_("Answer the questions to be done with this step."))
    _note_done(step, by)


def _check_open(step: Step, by: User) -> None:
    if not is_open(step, by):
        raise NotOpenError(_("This step is not shown now. Go on with the next one."))


def _checked(question: Question, chosen: frozenset[int]) -> CheckedQuestion:
    right = {option.pk for option in question.options.all() if option.right}
    return CheckedQuestion(question, chosen, bool(right) and right == chosen)


def _note_done(step: Step, by: User) -> None:
    StepDone.objects.get_or_create(user=by, step=step)
