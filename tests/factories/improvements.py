"""Programmes and improvements as they can be in life, each state by a trait."""

import datetime as dt
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from hundra.hear.suggestions.models import Audience
from hundra.improve.improvements.life import STANDING
from hundra.improve.improvements.models import (
    Answers,
    Criterion,
    Improvement,
    ImprovementState,
    Programme,
    Tick,
    Topic,
    Update,
)


class ProgrammeFactory(DjangoModelFactory[Programme]):
    class Meta:
        model = Programme

    class Params:
        shown = factory.Trait(is_shown=True)

    name = factory.Sequence(lambda n: f"100 förbättringar {n}")
    slug = factory.Sequence(lambda n: f"100-forbattringar-{n}")
    starts_on = dt.date(2025, 1, 1)


class CriterionFactory(DjangoModelFactory[Criterion]):
    class Meta:
        model = Criterion

    programme = factory.SubFactory(ProgrammeFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Krav {n}")


class TopicFactory(DjangoModelFactory[Topic]):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Ämne {n}")
    slug = factory.Sequence(lambda n: f"amne-{n}")


class ImprovementFactory(DjangoModelFactory[Improvement]):
    """An idea, complete enough for the stamp. A numbered one gets the programme's next number."""

    class Meta:
        model = Improvement

    class Params:
        planned = factory.Trait(state=ImprovementState.PLANNED)
        stamped = factory.Trait(
            state=ImprovementState.STAMPED, stamped_at=factory.LazyFunction(timezone.now)
        )
        delivered = factory.Trait(
            state=ImprovementState.DELIVERED,
            stamped_at=factory.LazyFunction(timezone.now),
            delivered_on=factory.LazyFunction(timezone.localdate),
        )
        followed_up = factory.Trait(
            state=ImprovementState.FOLLOWED_UP,
            stamped_at=factory.LazyFunction(timezone.now),
            delivered_on=factory.LazyFunction(timezone.localdate),
            followed_up_on=factory.LazyFunction(timezone.localdate),
            outcome="Det blev bättre.",
        )
        withdrawn = factory.Trait(
            state=ImprovementState.WITHDRAWN,
            withdrawn_on=factory.LazyFunction(timezone.localdate),
            withdrawal_reason="Det löste sig på annat sätt.",
        )
        coming = factory.Trait(state=ImprovementState.PLANNED, show_as_coming=True)

    programme = factory.SubFactory(ProgrammeFactory)
    audience = Audience.CITIZENS
    title = factory.Sequence(lambda n: f"Förbättring {n}")
    summary = "Något som blir bättre."
    owner_unit = factory.SubFactory("tests.factories.organisation.UnitFactory")
    planned_for = dt.date(2026, 1, 15)
    measure = "Väntetiden i dagar"

    @classmethod
    def _create(cls, model_class: type[Improvement], *args: Any, **fields: Any) -> Improvement:
        needs_number = fields["state"] in STANDING if "state" in fields else False
        needs_number = needs_number or fields.get("stamped_at") is not None
        if needs_number and fields.get("number") is None:
            fields["number"] = fields["programme"].last_number + 1
        if fields.get("number"):
            fields["stamped_at"] = fields.get("stamped_at") or timezone.now()
            programme = fields["programme"]
            programme.last_number = max(programme.last_number, fields["number"])
            programme.save(update_fields=["last_number"])
        return super()._create(model_class, *args, **fields)


class UpdateFactory(DjangoModelFactory[Update]):
    class Meta:
        model = Update

    improvement = factory.SubFactory(ImprovementFactory, stamped=True)
    text = "Nu är vi i gång."


class TickFactory(DjangoModelFactory[Tick]):
    class Meta:
        model = Tick

    improvement = factory.SubFactory(ImprovementFactory, planned=True)
    criterion = factory.SubFactory(
        CriterionFactory, programme=factory.SelfAttribute("..improvement.programme")
    )
    ticked_by = factory.SubFactory("tests.factories.accounts.UserFactory")


class AnswersFactory(DjangoModelFactory[Answers]):
    class Meta:
        model = Answers

    improvement = factory.SubFactory(ImprovementFactory)
    suggestion = factory.SubFactory("tests.factories.suggestions.SuggestionFactory")
