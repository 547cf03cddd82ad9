"""Those who follow by mail."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from hundra.show.public.models import Subscription


class SubscriptionFactory(DjangoModelFactory[Subscription]):
    class Meta:
        model = Subscription

    class Params:
        confirmed = factory.Trait(confirmed_at=factory.LazyFunction(timezone.now))

    email = factory.Sequence(lambda n: f"foljare{n}@exempel.se")
