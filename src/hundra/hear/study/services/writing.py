"""What editors do with paths and their steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit
from hundra.hear.knowledge.models import Article, Film
from hundra.hear.study.errors import IncompleteError, InvalidError, NotPossibleError
from hundra.hear.study.models import Path, Question, Step
from hundra.hear.study.queries import done_steps

Placed = TypeVar("Placed", Step, Question)


@dataclass(frozen=True, kw_only=True)
class Details:
    """Everything about a path but its steps."""

    title: str
    slug: str
    description: str
    audience: str
    owner_unit: Unit
    minutes: int | None


@dataclass(frozen=True, kw_only=True)
class Material:
    """What a step is made of: an article, or a film, or a text with a title."""

    article: Article | None = None
    film: Film | None = None
    title: str = ""
    text: str = ""


@transaction.atomic
def create_path(*, by: User, details: Details) -> Path:
    """A new path, not published yet. Raises InvalidError if the address is taken."""
    path = Path(created_by=by)
    _write(path, details)
    return path


@transaction.atomic
def edit_path(*, by: User, path: Path, details: Details) -> Path:
    """Changes the details. Raises InvalidError if the address is taken."""
    path = Path.objects.select_for_update().get(pk=path.pk)
    _write(path, details)
    return path


@transaction.atomic
def publish(*, by: User, path: Path) -> Path:
    """Opens the path, anew if it was withdrawn. Raises IncompleteError if something is missing."""
    path = Path.objects.select_for_update().get(pk=path.pk)
    if path.published_at is not None and path.withdrawn_at is None:
        raise NotPossibleError(_("The path is published already."))
    if missing := _missing(path):
        raise IncompleteError(_("The path cannot be published yet."), missing)
    path.published_at = path.published_at or timezone.now()
    path.withdrawn_at = None
    path.save(update_fields=["published_at", "withdrawn_at"])
    return path


@transaction.atomic
def withdraw(*, by: User, path: Path) -> Path:
    """Takes the path out of learners' sight. What they have done is kept."""
    path = Path.objects.select_for_update().get(pk=path.pk)
    if path.published_at is None or path.withdrawn_at is not None:
        raise NotPossibleError(_("Only a published path can be withdrawn."))
    path.withdrawn_at = timezone.now()
    path.save(update_fields=["withdrawn_at"])
    return path


@transaction.atomic
def add_step(*, by: User, path: Path, material: Material) -> Step:
    """A new step, last. Raises InvalidError if it is not one thing."""
    Path.objects.select_for_update().get(pk=path.pk)
    highest: int | None = path.steps.aggregate(highest=Max("position"))["highest"]
    step = Step(path=path, position=(highest or 0) + 1)
    _fill(step, material)
    return step


@transaction.atomic
def edit_step(*, by: User, step: Step, material: Material) -> Step:
    """Changes what the step is made of. Who is done with it stays done."""
    step = Step.objects.select_for_update().get(pk=step.pk)
    _fill(step, material)
    return step


@transaction.atomic
def move_step(*, by: User, step: Step, up: bool) -> None:
    """Changes places with the step before or after; the first and the last stay."""
    Path.objects.select_for_update().get(pk=step.path_id)
    steps = list(step.path.steps.filter(retired_at=None).order_by("position", "pk"))
    swap(steps, step, up=up)


@transaction.atomic
def remove_step(*, by: User, step: Step) -> bool:
    """Takes the step out of the path. One that somebody has done is retired, not deleted.

    Returns whether it was retired.
    """
    step = Step.objects.select_for_update().get(pk=step.pk)
    if not done_steps(step):
        step.delete()
        return False
    step.retired_at = timezone.now()
    step.save(update_fields=["retired_at"])
    return True


def swap(those: list[Placed], one: Placed, *, up: bool) -> None:
    """Moves one of them a place up or down, and numbers them all from 1."""
    at = next(place for place, other in enumerate(those) if other.pk == one.pk)
    to = at - 1 if up else at + 1
    if 0 <= to < len(those):
        those[at], those[to] = those[to], those[at]
    for position, other in enumerate(those, start=1):
        if other.position != position:
            other.position = position
            other.save(update_fields=["position"])


def _write(path: Path, details: Details) -> None:
    path.title, path.slug = details.title.strip(), details.slug
    path.description = details.description.strip()
    path.audience, path.owner_unit = details.audience, details.owner_unit
    path.minutes = details.minutes
    try:
        with transaction.atomic():
            path.save()
    except IntegrityError as error:
        raise InvalidError(
            _("There is a path with the address %(slug)s already. Choose another.")
            % {"slug": details.slug}
        ) from error


def _fill(step: Step, material: Material) -> None:
    step.article, step.film = material.article, material.film
    step.title, step.text = material.title.strip(), material.text.strip()
    kinds = sum([material.article is not None, material.film is not None, bool(step.text)])
    if kinds != 1 or (step.text and not step.title):
        raise InvalidError(_("A step is an article, a film, or a text with a title."))
    step.save()


def _missing(path: Path) -> list[str]:
    steps = path.steps.filter(retired_at=None).prefetch_related("questions__options")
    if not steps:
        return [_("Add at least one step.")]
    questions = [question for step in steps for question in step.questions.all()]
    return [
        _("Mark the right answer of the question “%(question)s”.") % {"question": question.text}
        for question in questions
        if not any(option.right for option in question.options.all())
    ]
