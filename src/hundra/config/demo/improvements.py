"""The demo's programme, lived through by the real services over two years."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from hundra.config.demo.content import read_content
from hundra.config.demo.logins import find_unit
from hundra.config.demo.story import Story
from hundra.core.accounts.models import User
from hundra.core.organisation.models import Employment, Person, Unit
from hundra.improve.improvements import services
from hundra.improve.improvements.models import Improvement, Programme, Topic

DAYS_BEFORE = 730
"""How long ago the programme started."""
NEWEST_DAYS = 4
"""How long ago the last stamp was set."""
NOT_DELIVERED = 6
"""How many of the last ones are stamped and not yet delivered."""
PLANNED = 5
SHOWN_AS_COMING = 6
"""Of those to come, how many are planned, and how many the public sees."""


@dataclass
class DemoProgramme:
    """What the stories of improvements and suggestions share."""

    story: Story
    users: dict[str, User]
    programme: Programme
    topics: dict[str, Topic]
    improvements: dict[int, Improvement] = field(default_factory=dict)
    stamp_moments: dict[int, datetime] = field(default_factory=dict)
    coming: dict[int, Improvement] = field(default_factory=dict)

    def stampers(self) -> tuple[User, User]:
        return self.users["kommunikator"], self.users["kommunikator2"]


def create_programme(story: Story, users: dict[str, User]) -> DemoProgramme:
    """The programme as on its first day."""
    administrator = users["administrator"]
    programme = services.create_programme(
        name="100 förbättringar",
        slug="100-forbattringar",
        tagline="Femtio för dig som bor här, femtio för oss som arbetar här. En i taget.",
        tone="Vi säger du. Vi lovar bara det vi gör. Vi skriver kort och visar siffror.",
        goal_citizens=50,
        goal_employees=50,
        starts_on=story.day(DAYS_BEFORE).date(),
        by=administrator,
    )
    services.show_programme(programme=programme, by=administrator)
    topics = {
        entry["slug"]: services.create_topic(**entry, by=administrator)
        for entry in read_content("improvements")["topic"]
    }
    return DemoProgramme(story, users, programme, topics)


def plan_improvements(demo: DemoProgramme) -> None:
    """Plans every improvement's life into the story."""
    entries = read_content("improvements")["improvement"]
    numbered = [entry for entry in entries if "number" in entry]
    for entry in numbered:
        share = (entry["number"] - 1) / (len(numbered) - 1)
        days_ago = DAYS_BEFORE - 30 - share**0.9 * (DAYS_BEFORE - 30 - NEWEST_DAYS)
        _plan_numbered(demo, entry, days_ago, latest=len(numbered))
    for position, entry in enumerate(entry for entry in entries if "number" not in entry):
        _plan_coming(demo, entry, position)


def _plan_numbered(
    demo: DemoProgramme, entry: dict[str, Any], days_ago: float, *, latest: int
) -> None:
    story, number = demo.story, entry["number"]
    first, second = demo.stampers()
    moment = story.day(days_ago)
    # Numbers are given in order: never two in the same order-less minute.
    moment = moment.replace(hour=9, minute=number % 60)
    demo.stamp_moments[number] = moment
    delivered = moment + timedelta(days=story.rng.randint(14, 70))

    def propose() -> None:
        demo.improvements[number] = services.propose(
            **_details(demo, entry), planned_for=delivered.date(), by=first
        )

    def plan() -> None:
        services.plan(improvement=demo.improvements[number], by=first)
        _tick_all(demo, demo.improvements[number], first)

    def stamp() -> None:
        improvement = demo.improvements[number]
        _tick_all(demo, improvement, second)
        services.stamp(improvement=improvement, by=second)

    story.at(moment - timedelta(days=20, hours=1), propose, by=first)
    story.at(moment - timedelta(days=9), plan, by=first)
    story.at(moment, stamp, by=second)
    if number <= latest - NOT_DELIVERED:
        _plan_delivery(demo, entry, delivered)


def _plan_delivery(demo: DemoProgramme, entry: dict[str, Any], delivered: datetime) -> None:
    story, number = demo.story, entry["number"]
    first = demo.stampers()[0]
    updates = read_content("suggestions")["replies"]["updates"]

    def deliver() -> None:
        services.deliver(improvement=demo.improvements[number], by=first)

    def update(text: str) -> None:
        services.add_update(improvement=demo.improvements[number], text=text, by=first)

    def follow_up() -> None:
        services.follow_up(
            improvement=demo.improvements[number], outcome=entry["outcome"], by=first
        )

    story.at(delivered, deliver, by=first)
    if number % 3 == 0:
        story.at(delivered - timedelta(days=8), lambda: update(updates[number % 2 + 1]), by=first)
    if number % 4 == 0:
        story.at(delivered + timedelta(days=1), lambda: update(updates[0]), by=first)
    if entry["outcome"]:
        story.at(delivered + timedelta(days=120), follow_up, by=first)


def _plan_coming(demo: DemoProgramme, entry: dict[str, Any], position: int) -> None:
    story = demo.story
    first, second = demo.stampers()
    proposer = demo.users["medarbetare"] if position % 2 else first
    planned_for = story.today + timedelta(days=20 + 17 * position)
    moment = story.day(10 + 5 * position)

    def propose() -> None:
        demo.coming[position] = services.propose(
            **_details(demo, entry),
            planned_for=planned_for,
            show_as_coming=position < SHOWN_AS_COMING,
            by=proposer,
        )

    def plan() -> None:
        services.plan(improvement=demo.coming[position], by=first)
        _tick_all(demo, demo.coming[position], first, leave=position % 3)

    def tick_too() -> None:
        _tick_all(demo, demo.coming[position], second, leave=2 + position % 3)

    story.at(moment, propose, by=proposer)
    if position < PLANNED:
        story.at(moment + timedelta(days=1), plan, by=first)
        story.at(moment + timedelta(days=2), tick_too, by=second)


def _details(demo: DemoProgramme, entry: dict[str, Any]) -> dict[str, Any]:
    unit = find_unit(entry["unit"]) or Unit.objects.get(parent=None)
    return {
        "programme": demo.programme,
        "audience": entry["audience"],
        "title": entry["title"],
        "summary": entry["summary"],
        "story": entry.get("story", ""),
        "topic": demo.topics[entry["topic"]],
        "owner_unit": unit,
        "responsible": manager_at(unit),
        "cost_sek": entry["cost"],
        "measure": entry["measure"],
        "baseline": entry["baseline"],
        "target": entry["target"],
    }


def manager_at(unit: Unit) -> Person | None:
    """The manager nearest to the top of the unit's tree."""
    employment = (
        Employment.objects.filter(
            unit__path__startswith=unit.path,
            is_manager=True,
            person__protected_identity=False,
            ends_on=None,
        )
        .order_by("unit__path", "pk")
        .select_related("person")
        .first()
    )
    return employment.person if employment else None


def _tick_all(demo: DemoProgramme, improvement: Improvement, by: User, leave: int = 0) -> None:
    criteria = list(demo.programme.criteria.filter(is_active=True))
    for criterion in criteria[: len(criteria) - leave]:
        services.tick(improvement=improvement, criterion=criterion, by=by)
