"""Suggestions as they can be in life, each state by a trait."""

import datetime as dt
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from hundra.hear.suggestions.models import Entry, EntryKind, Follower, Suggestion, SuggestionState


class SuggestionFactory(DjangoModelFactory[Suggestion]):
    """Just received, from a visitor; a reply is due in two weeks."""

    class Meta:
        model = Suggestion

    class Params:
        published = factory.Trait(
            public_title=factory.Sequence(lambda n: f"Förslag {n}"),
            public_text="Sätt en bänk vid busshållplatsen.",
            published_at=factory.LazyFunction(timezone.now),
        )
        inside = factory.Trait(published=True, inside_only=True)
        asked = factory.Trait(state=SuggestionState.ASKED)
        accepted = factory.Trait(state=SuggestionState.ACCEPTED)
        planned = factory.Trait(state=SuggestionState.PLANNED)
        delivered = factory.Trait(state=SuggestionState.DELIVERED)
        declined = factory.Trait(state=SuggestionState.DECLINED)
        overdue = factory.Trait(
            reply_due_on=factory.LazyFunction(lambda: timezone.localdate() - dt.timedelta(days=1))
        )

    audience = "citizens"
    text = "Det finns ingenstans att sitta när man väntar på bussen."
    reply_due_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=14))


class FollowerFactory(DjangoModelFactory[Follower]):
    """A visitor who has joined in and confirmed the address."""

    class Meta:
        model = Follower

    class Params:
        proposer = factory.Trait(is_proposer=True)
        unconfirmed = factory.Trait(confirmed_at=None)

    suggestion = factory.SubFactory(SuggestionFactory)
    email = factory.Sequence(lambda n: f"pahittad{n}@example.se")
    confirmed_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class: type[Follower], *args: Any, **fields: Any) -> Follower:
        if fields.get("user") is not None:
            fields["email"] = ""
        return super()._create(model_class, *args, **fields)


class EntryFactory(DjangoModelFactory[Entry]):
    class Meta:
        model = Entry

    suggestion = factory.SubFactory(SuggestionFactory)
    kind = EntryKind.NOTE
    text = "En anteckning."
