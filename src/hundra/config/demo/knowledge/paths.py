"""The demo's three paths of self-study, made of its articles and films."""

from __future__ import annotations

from typing import Any

from hundra.config.demo.knowledge.library import entries
from hundra.config.demo.story import Story
from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit
from hundra.hear.knowledge.models import Article, Film
from hundra.hear.study.models import Option, Path, Question, Step, StepDone

DAYS_AGO = 120
DONE = {"medarbetare": 2, "vagledare": 5, "chef": 1, "kommunikator": 3}
"""How many steps of the first path each has done."""


def create_paths(story: Story, users: dict[str, User]) -> None:
    """Paths that have been open for four months, and how far the demo's people have come."""
    for entry in entries("paths"):
        _create_path(entry, story, users["redaktor"])
    first = list(Step.objects.filter(path__slug=entries("paths")[0]["slug"]))
    StepDone.objects.bulk_create(
        StepDone(user=users[name], step=step, done_on=story.day(30 - 3 * at).date())
        for name, steps in DONE.items()
        for at, step in enumerate(first[:steps])
    )


def _create_path(entry: dict[str, Any], story: Story, by: User) -> None:
    unit = Unit.objects.filter(name=entry["unit"], ended_on=None).order_by("path")[0]
    moment = story.day(DAYS_AGO)
    path = Path.objects.create(
        slug=entry["slug"],
        title=entry["title"],
        description=entry["description"],
        audience=entry["audience"],
        owner_unit=unit,
        minutes=entry["minutes"],
        published_at=moment,
        created_by=by,
        created_at=moment,
    )
    for position, step in enumerate(entry["steps"], start=1):
        _create_step(path, position, step)


def _create_step(path: Path, position: int, entry: dict[str, Any]) -> None:
    article, film = entry.get("article"), entry.get("film")
    step = Step.objects.create(
        path=path,
        position=position,
        article=Article.objects.get(slug=article) if article else None,
        film=Film.objects.get(slug=film) if film else None,
        title=entry.get("title", ""),
        text=entry.get("text", ""),
    )
    for at, asked in enumerate(entry.get("questions", ()), start=1):
        question = Question.objects.create(
            step=step, position=at, text=asked["text"], explanation=asked.get("explanation", "")
        )
        Option.objects.bulk_create(
            Option(question=question, position=number, text=each["text"], right=each["right"])
            for number, each in enumerate(asked["options"], start=1)
        )
