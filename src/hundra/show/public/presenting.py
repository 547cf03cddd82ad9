"""From records to what the templates show: steps, facts, addresses and structured data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hundra.core.ui.components import Step
from hundra.core.ui.publishing import absolute, publisher, structured
from hundra.hear.knowledge import queries as knowledge
from hundra.hear.knowledge.addresses import article_path, shell_language
from hundra.hear.knowledge.models import Audience as Readers
from hundra.hear.knowledge.queries import Listed
from hundra.hear.suggestions.models import Audience
from hundra.improve.improvements.models import Improvement, ImprovementState, Programme
from hundra.improve.improvements.queries import PublicImprovement
from hundra.show.public.queries import Place

COMMON_ANSWERS = 4


def page_path(improvement: Improvement) -> str:
    """Where the improvement is read, with or without a number."""
    if improvement.number is None:
        return reverse("public_coming", kwargs={"pk": improvement.pk})
    return reverse("public_improvement", kwargs={"number": improvement.number})


def wall(places: Sequence[Place], *, on_sign: bool = False) -> SafeString:
    """The places drawn, each linking to its improvement unless on the sign.

    The drawing is kept for the very same places: it takes longer than all the rest of the page.
    """
    return _wall(tuple(places), on_sign, get_language())


@lru_cache(maxsize=8)
def _wall(places: tuple[Place, ...], on_sign: bool, language: str | None) -> SafeString:
    return render_to_string("public/parts/wall.html", {"wall": places, "on_sign": on_sign})


@dataclass(frozen=True)
class Card:
    """All that a card shows, and so what its drawing depends on."""

    pk: int
    number: int | None
    audience: str
    title: str
    summary: str
    state: str
    planned_for: date | None
    topic: str
    icon: str

    def get_audience_display(self) -> str:
        return str(Audience(self.audience).label)

    def get_state_display(self) -> str:
        return str(ImprovementState(self.state).label)


def cards(improvements: Iterable[Improvement]) -> list[SafeString]:
    """The improvements as cards for a list.

    The drawing of a card is kept for the very same content and language, so that a change shows
    at once; drawing a page of them takes as long as all the rest of the page.
    """
    language = get_language()
    return [_drawn(_card(improvement), language) for improvement in improvements]


def _card(improvement: Improvement) -> Card:
    topic = improvement.topic
    return Card(
        pk=improvement.pk,
        number=improvement.number,
        audience=improvement.audience,
        title=improvement.title,
        summary=improvement.summary,
        state=improvement.state,
        planned_for=improvement.planned_for,
        topic=topic.name if topic else "",
        icon=topic.icon if topic else "sparkles",
    )


@lru_cache(maxsize=2_000)
def _drawn(card: Card, language: str | None) -> SafeString:
    return render_to_string("public/parts/card.html", {"one": card})


def common_answers() -> list[tuple[Listed, str]]:
    """The answers that most ask for, and where each is read."""
    answers = knowledge.most_used(
        audiences=frozenset({Readers.EVERYONE}), language=shell_language(), limit=COMMON_ANSWERS
    )
    return [(one, article_path(one.topic, one.slug, one.language)) for one in answers]


def steps(improvement: Improvement) -> list[Step]:
    """The improvement's way, with the days it took its steps."""
    way: list[tuple[str, str, Any]] = [
        (ImprovementState.PLANNED, _("On its way"), improvement.planned_for),
        (ImprovementState.STAMPED, _("Stamped"), improvement.stamped_at),
        (ImprovementState.DELIVERED, _("Delivered"), improvement.delivered_on),
        (ImprovementState.FOLLOWED_UP, _("Followed up"), improvement.followed_up_on),
    ]
    order = [state for state, _label, _day in way]
    if improvement.state == ImprovementState.WITHDRAWN:
        taken = [(label, day) for _state, label, day in way[1:] if day]
        made = [Step(label, "done", _day_text(day)) for label, day in taken]
        return [*made, Step(_("Withdrawn"), "stopped", _day_text(improvement.withdrawn_on))]
    at = order.index(improvement.state) if improvement.state in order else -1
    return [
        Step(
            label,
            "done" if index < at or index == at == len(way) - 1 else _here(index, at),
            _day_text(day) if index <= at and index > 0 else "",
        )
        for index, (_state, label, day) in enumerate(way)
    ]


def _here(index: int, at: int) -> str:
    return "current" if index == max(at, 0) else "coming"


def _day_text(day: Any) -> str:
    if day is None:
        return ""
    return date_format(timezone.localtime(day) if hasattr(day, "hour") else day, "DATE_FORMAT")


def facts(found: PublicImprovement) -> list[tuple[Any, ...]]:
    """The short facts beside the story."""
    improvement = found.improvement
    listing = reverse("public_improvements")
    unit, topic = improvement.owner_unit, improvement.topic
    return [
        (_("For"), improvement.get_audience_display(), f"{listing}?for={improvement.audience}"),
        (_("Topic"), topic.name if topic else "", f"{listing}?topic={topic.slug}" if topic else ""),
        (_("Done by"), unit.name if unit else "", f"{listing}?unit={unit.pk}" if unit else ""),
        (_("Responsible"), str(found.responsible or "")),
        (_("Cost"), _kronor(improvement.cost_sek)),
    ]


def _kronor(amount: int | None) -> str:
    if amount is None:
        return ""
    grouped = f"{amount:,}".replace(",", "\u00a0")
    return _("%(amount)s kronor") % {"amount": grouped} if amount else _("No cost of its own")


def site_data(programme: Programme) -> SafeString:
    search = absolute(reverse("public_improvements")) + "?q={search_term_string}"
    return structured(
        {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": f"{programme.name} · {settings.MUNICIPALITY}",
            "url": absolute(reverse("home")),
            "inLanguage": get_language(),
            "publisher": publisher(),
            "potentialAction": {
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": search},
                "query-input": "required name=search_term_string",
            },
        }
    )


def list_data(page: Page[Improvement]) -> SafeString:
    return structured(
        {
            "@context": "https://schema.org",
            "@type": "ItemList",
            "numberOfItems": page.paginator.count,
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": page.start_index() + index,
                    "name": improvement.title,
                    "url": absolute(page_path(improvement)),
                }
                for index, improvement in enumerate(page)
            ],
        }
    )


def article_data(found: PublicImprovement) -> SafeString:
    improvement = found.improvement
    url = absolute(page_path(improvement))
    stamped = improvement.stamped_at
    return structured(
        {
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": improvement.title[:110],
            "description": improvement.summary,
            "identifier": str(improvement.number),
            "url": url,
            "mainEntityOfPage": url,
            "image": url + "bild-1200x630.png",
            "datePublished": timezone.localtime(stamped).isoformat() if stamped else "",
            "dateModified": timezone.localtime(improvement.changed_at).isoformat(),
            "inLanguage": settings.LANGUAGE_CODE,
            "author": publisher(),
            "publisher": publisher(),
        }
    )
