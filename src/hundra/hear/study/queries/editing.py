"""What editors see: the paths at their units, and which steps their readers no longer see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hundra.core.accounts.models import Role, User
from hundra.core.accounts.rules import Actor, paths_with_role
from hundra.hear.knowledge.models import Article, Audience, Film
from hundra.hear.knowledge.queries import readable_articles, readable_films
from hundra.hear.knowledge.queries.editing import editable_articles, editable_films, with_work
from hundra.hear.knowledge.rules import audiences_of
from hundra.hear.study.models import Path, Question, Step, StepDone
from hundra.hear.study.queries.learning import EMPLOYEES, GUIDES, readable


@dataclass(frozen=True)
class WrittenStep:
    """A step as its editor sees it. `is_broken`: those whom the path is for do not see it."""

    step: Step
    title: str
    is_broken: bool
    questions: int

    @property
    def kind(self) -> str:
        if self.step.article_id:
            return "article"
        return "film" if self.step.film_id else "text"


def editable_paths(user: Actor) -> QuerySet[Any]:
    """Those at the units where the user is an editor, with `step_count` and `broken_count`."""
    live = Count("steps", filter=Q(steps__retired_at=None))
    return (
        Path.objects.filter(_at_units(user))
        .select_related("owner_unit")
        .annotate(step_count=live, broken_count=_broken_steps())
    )


def editable_path(user: Actor, pk: int) -> Path | None:
    found: Path | None = editable_paths(user).filter(pk=pk).first()
    return found


def editable_step(user: Actor, path: int, pk: int) -> Step | None:
    """A step in use of a path at the user's units."""
    return (
        Step.objects.filter(path__in=editable_paths(user).order_by().values("pk"))
        .filter(path=path, pk=pk, retired_at=None)
        .select_related("path__owner_unit", "article", "film")
        .first()
    )


def editable_question(step: Step, pk: int) -> Question | None:
    return step.questions.prefetch_related("options").filter(pk=pk).first()


def written_steps(path: Path, *, by: User) -> list[WrittenStep]:
    """The steps in use, in order. Two queries."""
    audiences = GUIDES if path.audience == Audience.GUIDES else EMPLOYEES
    seen = Step.objects.filter(readable(audiences), pk=OuterRef("pk"))
    steps = list(
        path.steps.filter(retired_at=None)
        .select_related("article", "film")
        .annotate(is_seen=Exists(seen), question_count=Count("questions"))
        .order_by("position", "pk")
    )
    titles = titles_of(steps, by=by)
    return [
        WrittenStep(step, titles[step.pk], not step.is_seen, step.question_count) for step in steps
    ]


def titles_of(steps: Iterable[Step], *, by: User) -> dict[int, str]:
    """What each step is called; "" for an article or film that the editor may not know of."""
    steps = list(steps)
    articles = dict(
        with_work(_known_articles(by).filter(pk__in=[step.article_id for step in steps]))
        .order_by()
        .values_list("pk", "title")
    )
    known_films = set(
        _known_films(by)
        .filter(pk__in=[step.film_id for step in steps])
        .values_list("pk", flat=True)
    )

    def title(step: Step) -> str:
        if step.article_id:
            return str(articles.get(step.article_id) or "")
        if step.film:
            return step.film.title if step.film_id in known_films else ""
        return step.title

    return {step.pk: step.title or title(step) for step in steps}


def offered_articles(user: User) -> QuerySet[Any]:
    """Articles to make a step of: shown now, and read or edited by the user. With `title`."""
    shown = readable_articles(Audience.values).order_by().values("pk")
    return with_work(_known_articles(user).filter(pk__in=shown))


def offered_films(user: User) -> QuerySet[Film]:
    return _known_films(user).filter(pk__in=readable_films(Audience.values).values("pk"))


def done_steps(step: Step) -> bool:
    """Has anybody done the step?"""
    return StepDone.objects.filter(step=step).exists()


def broken_count(user: User) -> int:
    """Published paths at the user's units with a step that is out of sight. One query."""
    shown = editable_paths(user).filter(published_at__isnull=False, withdrawn_at=None)
    return int(shown.filter(broken_count__gt=0).order_by().count())


def _known_articles(user: User) -> QuerySet[Article]:
    own = editable_articles(user).order_by().values("pk")
    return Article.objects.filter(Q(audience__in=audiences_of(user)) | Q(pk__in=own))


def _known_films(user: User) -> QuerySet[Film]:
    own = editable_films(user).order_by().values("pk")
    return Film.objects.filter(Q(audience__in=audiences_of(user)) | Q(pk__in=own))


def _broken_steps() -> Coalesce:
    guides = Q(path__audience=Audience.GUIDES)
    seen = Step.objects.filter(
        (guides & readable(GUIDES)) | (~guides & readable(EMPLOYEES)), pk=OuterRef("pk")
    )
    broken = Step.objects.order_by().filter(~Exists(seen), path=OuterRef("pk"), retired_at=None)
    return Coalesce(Subquery(_counted(broken)), 0)


def _counted(steps: QuerySet[Step]) -> QuerySet[Step, Any]:
    return steps.values("path").annotate(total=Count("pk")).values("total")


def _at_units(user: Actor) -> Q:
    allowed = Q(pk__in=[])
    for path in paths_with_role(user, Role.EDITOR):
        allowed |= Q(owner_unit__path__startswith=path)
    return allowed
