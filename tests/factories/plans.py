"""Plans and dialogue cafés."""

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from hundra.improve.plans.models import (
    Activity,
    Cafe,
    CafeNote,
    CafeState,
    CafeTable,
    FocusArea,
    Participant,
    Party,
    Plan,
    PlanState,
    PlanUnit,
    Priority,
    Proposal,
    Stand,
    Theme,
    View,
)


class PlanFactory(DjangoModelFactory[Plan]):
    """A plan that is being worked out; `adopted=True` for one that counts."""

    class Meta:
        model = Plan

    class Params:
        adopted = factory.Trait(state=PlanState.ADOPTED, adopted_on=dt.date(2026, 3, 1))
        public = factory.Trait(is_public=True)

    title = factory.Sequence(lambda n: f"Handlingsplan {n}")
    unit = factory.SubFactory("tests.factories.organisation.UnitFactory")
    starts_on = dt.date(2026, 1, 1)
    ends_on = dt.date(2027, 12, 31)


class PlanUnitFactory(DjangoModelFactory[PlanUnit]):
    class Meta:
        model = PlanUnit

    plan = factory.SubFactory(PlanFactory)
    unit = factory.SelfAttribute("plan.unit")


class FocusAreaFactory(DjangoModelFactory[FocusArea]):
    class Meta:
        model = FocusArea

    plan = factory.SubFactory(PlanFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Område {n}")


class ParticipantFactory(DjangoModelFactory[Participant]):
    class Meta:
        model = Participant

    plan = factory.SubFactory(PlanFactory)
    party = Party.UNION
    name = factory.Sequence(lambda n: f"Påhittade facket {n}")


class PriorityFactory(DjangoModelFactory[Priority]):
    class Meta:
        model = Priority

    area = factory.SubFactory(FocusAreaFactory)
    unit = factory.SelfAttribute("area.plan.unit")
    rank = 1


class ProposalFactory(DjangoModelFactory[Proposal]):
    class Meta:
        model = Proposal

    plan = factory.SubFactory(PlanFactory)
    text = "En mentor till alla som är nya."


class StandFactory(DjangoModelFactory[Stand]):
    class Meta:
        model = Stand

    plan = factory.SubFactory(PlanFactory)
    party = Party.UNION
    name = "Påhittade facket"
    view = View.AGREES
    given_on = dt.date(2026, 2, 1)
    plan_state = PlanState.WORKED_OUT


class ActivityFactory(DjangoModelFactory[Activity]):
    class Meta:
        model = Activity

    area = factory.SubFactory(FocusAreaFactory)
    unit = factory.SelfAttribute("area.plan.unit")
    title = factory.Sequence(lambda n: f"Aktivitet {n}")
    starts_on = dt.date(2026, 1, 1)
    ends_on = dt.date(2099, 12, 31)


class CafeFactory(DjangoModelFactory[Cafe]):
    """A café that is open for notes for some hours."""

    class Meta:
        model = Cafe

    unit = factory.SubFactory("tests.factories.organisation.UnitFactory")
    title = factory.Sequence(lambda n: f"Dialogkafé {n}")
    starts_at = factory.LazyFunction(lambda: timezone.now() - dt.timedelta(hours=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(hours=2))
    state = CafeState.OPEN


class CafeTableFactory(DjangoModelFactory[CafeTable]):
    class Meta:
        model = CafeTable

    cafe = factory.SubFactory(CafeFactory)
    number = factory.Sequence(lambda n: n + 1)


class ThemeFactory(DjangoModelFactory[Theme]):
    class Meta:
        model = Theme

    cafe = factory.SubFactory(CafeFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Tema {n}")


class CafeNoteFactory(DjangoModelFactory[CafeNote]):
    class Meta:
        model = CafeNote

    table = factory.SubFactory(CafeTableFactory)
    text = "Vi vill ha handledning varje vecka."
