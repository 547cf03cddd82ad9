"""What learners see: the paths that are for them, and how far they have come themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

import pghistory.core
from django.db.models import Exists, OuterRef, Q, QuerySet

from hundra.core.accounts.models import User
from hundra.hear.knowledge.models import Audience, Translation
from hundra.hear.knowledge.queries import (
    readable_articles,
    readable_films,
    readable_translations,
    shown_translation,
)
from hundra.hear.knowledge.rules import audiences_of
from hundra.hear.study.models import Path, Question, Step, StepDone

EMPLOYEES = frozenset({Audience.EVERYONE, Audience.EMPLOYEES})
GUIDES = frozenset(Audience.values)


@dataclass(frozen=True)
class StepState:
    """A step as one learner meets it.

    `number` is its place among the path's steps. One that the learner may not read now has no
    title, and is passed over.
    """

    step: Step
    number: int
    title: str
    is_open: bool
    is_done: bool

    @property
    def kind(self) -> str:
        if self.step.article_id:
            return "article"
        return "film" if self.step.film_id else "text"


@dataclass(frozen=True)
class PathState:
    """A path as one learner meets it."""

    path: Path
    steps: tuple[StepState, ...]

    @property
    def open_steps(self) -> tuple[StepState, ...]:
        return tuple(one for one in self.steps if one.is_open)

    @property
    def total(self) -> int:
        return len(self.open_steps)

    @property
    def done(self) -> int:
        return sum(one.is_done for one in self.open_steps)

    @property
    def is_begun(self) -> bool:
        return self.done > 0

    @property
    def is_complete(self) -> bool:
        return 0 < self.total == self.done

    @property
    def following(self) -> StepState | None:
        """Where to go on: the first step that is not done."""
        return next((one for one in self.open_steps if not one.is_done), None)

    def state_of(self, pk: int) -> StepState | None:
        return next((one for one in self.steps if one.step.pk == pk), None)

    def before(self, state: StepState) -> StepState | None:
        earlier = [one for one in self.open_steps if one.number < state.number]
        return earlier[-1] if earlier else None

    def after(self, state: StepState) -> StepState | None:
        return next((one for one in self.open_steps if one.number > state.number), None)


def paths_for(user: User, *, language: str = "sv") -> list[PathState]:
    """The published paths for the user's audiences, begun ones first. Four queries."""
    found = _states(_open_paths(audiences_of(user)), user, language)
    return sorted(found, key=lambda one: (one.is_complete, not one.is_begun))


def path_for(user: User, slug: str, *, language: str = "sv") -> PathState | None:
    paths = _open_paths(audiences_of(user)).filter(slug=slug)
    return next(iter(_states(paths, user, language)), None)


def is_open(step: Step, user: User) -> bool:
    """May the user read the step, in a path that is open for them?"""
    audiences = audiences_of(user)
    return (
        readable_steps(audiences)
        .filter(pk=step.pk, path__in=_open_paths(audiences).order_by().values("pk"))
        .exists()
    )


def readable_steps(audiences: Collection[str]) -> QuerySet[Step]:
    """Steps in use whose article or film the audiences may read."""
    return Step.objects.filter(readable(audiences), retired_at=None)


def readable(audiences: Collection[str]) -> Q:
    """The condition on a step that what it is made of may be read by the audiences."""
    return (
        Q(article=None, film=None)
        | Q(article__in=readable_articles(audiences).order_by().values("pk"))
        | Q(film__in=readable_films(audiences).order_by().values("pk"))
    )


def questions_of(step: Step) -> list[Question]:
    """With their options. Two queries."""
    return list(step.questions.prefetch_related("options"))


def unfinished_count(user: User) -> int:
    """How many open paths the user has steps left of. One query."""
    audiences = audiences_of(user)
    done = StepDone.objects.filter(user=user.pk, step=OuterRef("pk"))
    left = readable_steps(audiences).filter(~Exists(done), path=OuterRef("pk"))
    return _open_paths(audiences).filter(Exists(left)).count()


def past_accounts(day: date) -> QuerySet[StepDone]:
    """What was done by those whose account is closed, and has been since before the day."""
    events = pghistory.core.event_models(tracks_model=User)[0]._default_manager.filter(
        pgh_obj_id=OuterRef("user"), pgh_created_at__date__gte=day
    )
    return StepDone.objects.filter(~Exists(events), user__is_active=False)


def _open_paths(audiences: Collection[str]) -> QuerySet[Path]:
    return Path.objects.filter(
        published_at__isnull=False, withdrawn_at=None, audience__in=audiences
    )


def _states(paths: QuerySet[Path], user: User, language: str) -> list[PathState]:
    found = list(paths)
    keys = [path.pk for path in found]
    audiences = audiences_of(user)
    steps: dict[int, list[Step]] = defaultdict(list)
    live = Step.objects.filter(path__in=keys, retired_at=None).select_related("film")
    for step in live.order_by("position", "pk"):
        steps[step.path_id].append(step)
    done = set(
        StepDone.objects.filter(user=user.pk, step__path__in=keys).values_list("step", flat=True)
    )
    titles = _article_titles(keys, audiences, language)

    def state(step: Step, number: int) -> StepState:
        title = _title(step, titles, audiences)
        return StepState(step, number, title or "", title is not None, step.pk in done)

    return [
        PathState(path, tuple(state(step, at) for at, step in enumerate(steps[path.pk], start=1)))
        for path in found
    ]


def _title(step: Step, titles: dict[int, str], audiences: Collection[str]) -> str | None:
    """What the step is called, or None if the audiences may not read what it is made of."""
    own = step.title
    if step.article_id is not None:
        found = titles.get(step.article_id)
        return found if found is None else own or found
    if step.film is not None:
        may_see = step.film.published and step.film.audience in audiences
        return (own or step.film.title) if may_see else None
    return own


def _article_titles(
    paths: Iterable[int], audiences: Collection[str], language: str
) -> dict[int, str]:
    """Titles of the readable articles in the paths, by article."""
    by_article: dict[int, list[Translation]] = defaultdict(list)
    steps = Step.objects.order_by().filter(path__in=paths, retired_at=None)
    found = (
        readable_translations(audiences)
        .filter(article__in=steps.filter(article__isnull=False).values("article"))
        .select_related(None)
        .select_related("published", "article")
        .only(
            "article_id",
            "language",
            "published_id",
            "published__title",
            "article__original_language",
        )
    )
    for one in found:
        by_article[one.article_id].append(one)
    shown = {key: shown_translation(those, language) for key, those in by_article.items()}
    return {key: one.published.title for key, one in shown.items() if one and one.published}
