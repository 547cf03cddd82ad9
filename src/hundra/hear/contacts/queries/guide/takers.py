"""To whom a contact can be handed on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from hundra.hear.contacts.models import Availability, Guide, GuideLanguage


@dataclass(frozen=True)
class Taker:
    """A guide who is free now, and the languages they speak."""

    pk: int
    name: str
    languages: Sequence[str]


def takers(guide: Guide) -> list[Taker]:
    """The other guides of the desk who are free now, by name. Two queries."""
    languages = Prefetch("languages", GuideLanguage.objects.order_by("-level", "language"))
    free = (
        Guide.objects.filter(desk=guide.desk_id, is_active=True, availability=Availability.READY)
        .exclude(pk=guide.pk)
        .select_related("user")
        .prefetch_related(languages)
        .order_by("user__name", "pk")
    )
    return [
        Taker(
            pk=one.pk,
            name=str(one.user),
            languages=[spoken.language for spoken in one.languages.all()],
        )
        for one in free
    ]
