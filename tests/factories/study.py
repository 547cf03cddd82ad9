"""Paths of self-study with steps, questions and their options."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from tests.factories.organisation import UnitFactory

from hundra.hear.knowledge.models import Audience
from hundra.hear.study.models import Option, Path, Question, Step


class PathFactory(DjangoModelFactory[Path]):
    """A published path for employees."""

    class Meta:
        model = Path

    class Params:
        draft = factory.Trait(published_at=None)

    slug = factory.Sequence(lambda n: f"vag-{n}")
    title = factory.Sequence(lambda n: f"Studieväg {n}")
    audience = Audience.EMPLOYEES
    owner_unit = factory.SubFactory(UnitFactory)
    published_at = factory.LazyFunction(timezone.now)


class StepFactory(DjangoModelFactory[Step]):
    """A text of its own; give `article` or `film`, with no title and text, for another."""

    class Meta:
        model = Step

    path = factory.SubFactory(PathFactory)
    position = factory.LazyAttribute(lambda made: made.path.steps.count() + 1)
    title = factory.LazyAttribute(
        lambda made: "" if made.article or made.film else f"Steg {made.position}"
    )
    text = factory.LazyAttribute(lambda made: "" if made.article or made.film else "Läs det här.")
    article = None
    film = None


class QuestionFactory(DjangoModelFactory[Question]):
    class Meta:
        model = Question

    step = factory.SubFactory(StepFactory)
    position = factory.LazyAttribute(lambda made: made.step.questions.count() + 1)
    text = factory.Sequence(lambda n: f"Vad gäller för sak {n}?")
    explanation = "Så står det i riktlinjen."


def ask(
    step: Step, *, right: tuple[str, ...] = ("Ja",), wrong: tuple[str, ...] = ("Nej",)
) -> Question:
    """A question after the step, with its right and wrong options."""
    question = QuestionFactory(step=step)
    for position, text in enumerate((*right, *wrong), start=1):
        Option.objects.create(question=question, position=position, text=text, right=text in right)
    return question


def right_options(question: Question) -> list[int]:
    return list(question.options.filter(right=True).values_list("pk", flat=True))
