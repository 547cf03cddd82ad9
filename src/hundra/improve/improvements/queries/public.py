"""What the world may see of improvements. The public pages, feeds and the API share these.

Public are those with a number, withdrawn ones too, and those marked as coming. The responsible
person is named only without protected identity, and only suggestions that have been looked through
and published are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from django.contrib.postgres.search import SearchQuery
from django.db.models import Prefetch, Q, QuerySet
from django.utils.safestring import SafeString

from hundra.core.organisation.models import Person, Unit
from hundra.core.ui import markdown
from hundra.hear.suggestions.models import Suggestion
from hundra.improve.improvements.life import BEFORE_STAMP
from hundra.improve.improvements.models import Improvement, Programme, Topic, Update

IS_PUBLIC = Q(number__isnull=False) | Q(show_as_coming=True, state__in=BEFORE_STAMP)
IS_COMING = Q(number=None, show_as_coming=True, state__in=BEFORE_STAMP)


def shown_programme() -> Programme | None:
    """The programme shown to the public, if any."""
    return Programme.objects.filter(is_shown=True).first()


def public_improvements(programme: Programme) -> QuerySet[Improvement]:
    """Everything of the programme that the public may see, by number, coming ones last.

    With topic and owner unit read along. Filter further as you wish; search by `search`.
    """
    return (
        Improvement.objects.filter(IS_PUBLIC, programme=programme)
        .select_related("programme", "topic", "owner_unit")
        .defer("search", "outcome", "withdrawal_reason")
        .order_by("number", "planned_for", "pk")
    )


def numbered(programme: Programme) -> QuerySet[Improvement]:
    """Those with a number, the newest first."""
    return public_improvements(programme).filter(number__isnull=False).order_by("-number")


def coming(programme: Programme) -> QuerySet[Improvement]:
    """Those shown before their stamp, the nearest first."""
    return public_improvements(programme).filter(IS_COMING).order_by("planned_for", "pk")


def search(improvements: QuerySet[Improvement], text: str) -> QuerySet[Improvement]:
    """Those that hold the words, or, since Swedish compounds are not split, a part of a word.

    "#37" and "37" find number 37.
    """
    words = " ".join(text.replace("\x00", " ").split())[:200]
    if not words:
        return improvements
    found = Q(search=SearchQuery(words, config="swedish", search_type="websearch"))
    found |= Q(title__icontains=words) | Q(summary__icontains=words)
    digits = words.removeprefix("#")
    if digits.isdecimal() and len(digits) <= MOST_DIGITS:
        found |= Q(number=int(digits))
    return improvements.filter(found)


# A number of more digits than this is no number of an improvement, nor fits the column.
MOST_DIGITS = 9


def topics_in_use(programme: Programme) -> QuerySet[Topic]:
    """Topics that some public improvement of the programme has, for a filter."""
    used = Improvement.objects.filter(IS_PUBLIC, programme=programme).values("topic")
    return Topic.objects.filter(pk__in=used)


def units_in_use(programme: Programme) -> QuerySet[Unit]:
    """Units that own some public improvement of the programme, for a filter."""
    used = Improvement.objects.filter(IS_PUBLIC, programme=programme).values("owner_unit")
    return Unit.objects.filter(pk__in=used).order_by("name")


@dataclass(frozen=True)
class PublicImprovement:
    """One improvement with all that its page shows."""

    improvement: Improvement
    story: SafeString
    responsible: Person | None
    """None when nobody is named or the person's identity is protected."""
    suggestions: tuple[Suggestion, ...]
    """The published suggestions that it answers."""
    unpublished_suggestions: int
    """How many more it answers, that are not published."""
    updates: tuple[PublicUpdate, ...]
    """The newest first."""


@dataclass(frozen=True)
class PublicUpdate:
    update: Update
    html: SafeString


def public_improvement(programme: Programme, number: int) -> PublicImprovement | None:
    """The improvement with the number, or None. Three queries."""
    return _one(_with_details(programme).filter(number=number))


def coming_improvement(programme: Programme, pk: int) -> PublicImprovement | None:
    """One that is shown before its stamp, or None. Three queries."""
    return _one(_with_details(programme).filter(IS_COMING, pk=pk))


def picture_of(pk: int) -> Improvement | None:
    """The improvement whose picture the public may see, or None."""
    return Improvement.objects.filter(IS_PUBLIC, pk=pk).exclude(picture="").first()


def public_updates(programme: Programme) -> QuerySet[Update]:
    """News of every numbered improvement, the newest first."""
    return (
        Update.objects.filter(improvement__programme=programme, improvement__number__isnull=False)
        .select_related("improvement", "improvement__programme", "improvement__topic")
        .order_by("-published_at", "-pk")
    )


def _with_details(programme: Programme) -> QuerySet[Improvement]:
    shown = ("public_title", "public_text", "published_at", "inside_only", "state")
    suggestions = Suggestion.objects.only(*shown).order_by("received_at", "pk")
    return (
        Improvement.objects.filter(IS_PUBLIC, programme=programme)
        .select_related("programme", "topic", "owner_unit", "responsible")
        .defer("search")
        .prefetch_related("updates", Prefetch("suggestions", queryset=suggestions))
    )


def _one(improvements: QuerySet[Improvement]) -> PublicImprovement | None:
    improvement = improvements.first()
    if improvement is None:
        return None
    suggestions = tuple(improvement.suggestions.all())
    published = tuple(filter(attrgetter("is_public"), suggestions))
    return PublicImprovement(
        improvement=improvement,
        story=markdown.render(improvement.story),
        responsible=publicly_named(improvement.responsible),
        suggestions=published,
        unpublished_suggestions=len(suggestions) - len(published),
        updates=tuple(
            PublicUpdate(update, markdown.render(update.text))
            for update in improvement.updates.all()
        ),
    )


def publicly_named(person: Person | None) -> Person | None:
    """The person, unless their identity is protected."""
    return None if person is None or person.protected_identity else person
