"""What editors see: the articles at their units, in all states, and what is to be done."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils import timezone

from hundra.core.accounts.models import Role, User
from hundra.core.accounts.rules import Actor, paths_with_role
from hundra.core.organisation.models import Unit
from hundra.hear.knowledge.models import (
    Article,
    ArticleState,
    CheckedLink,
    Film,
    Revision,
    RevisionState,
    Translation,
)

IN_WORK = (RevisionState.DRAFT, RevisionState.WAITING)


class Part(StrEnum):
    """What an editor can look at of the list."""

    ALL = ""
    WAITING = "waiting"
    DRAFT = "draft"
    TO_REVIEW = "to_review"
    EXPIRED = "expired"
    BEHIND = "behind"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"


def editable_articles(user: Actor) -> QuerySet[Article]:
    """Those at the units where the user is an editor; all the others are as if they were not."""
    return Article.objects.filter(_at_units(user, "owner_unit__path"))


def editable_films(user: Actor) -> QuerySet[Film]:
    return Film.objects.filter(_at_units(user, "owner_unit__path"))


def editable_article(user: Actor, pk: int) -> Article | None:
    return (
        editable_articles(user)
        .select_related("topic", "owner_unit", "responsible", "wanted_by")
        .filter(pk=pk)
        .first()
    )


def editable_translation(user: Actor, pk: int, language: str) -> Translation | None:
    """A language version with all that the editor's pages ask of it."""
    return (
        Translation.objects.filter(_at_units(user, "article__owner_unit__path"))
        .filter(article=pk, language=language)
        .select_related("article__owner_unit", "article__topic", "published")
        .first()
    )


def work_list(
    user: Actor, part: Part | str = Part.ALL, *, today: date | None = None
) -> QuerySet[Any]:
    """The articles with what the list shows: title, work in hand, languages, what is wrong."""
    found = editable_articles(user).filter(_condition(Part(part), today or timezone.localdate()))
    return with_work(found, today=today).select_related("topic", "owner_unit", "responsible")


def with_work(found: QuerySet[Article], *, today: date | None = None) -> QuerySet[Any]:
    """Adds `title`, `standing`, and what also holds: `is_waiting`, `has_draft`, `is_behind` …"""
    today = today or timezone.localdate()
    return found.annotate(
        title=Subquery(_original_revisions().values("title")[:1]),
        is_waiting=Exists(_revisions(RevisionState.WAITING)),
        has_draft=Exists(_revisions(RevisionState.DRAFT)),
        is_shown=Exists(_translations().filter(published__isnull=False)),
        is_behind=Exists(_behind()),
        has_broken=Exists(_broken()),
    ).annotate(standing=_standing(today))


def _standing(today: date) -> Case:
    """The one word for where the article stands; its parts that also hold are beside it."""
    return Case(
        When(state=ArticleState.WITHDRAWN, then=Value("withdrawn")),
        When(is_shown=False, is_waiting=True, then=Value("waiting")),
        When(is_shown=False, then=Value("draft")),
        When(expires_on__lt=today, then=Value("expired")),
        When(review_on__lte=today, then=Value("to_review")),
        default=Value("published"),
        output_field=CharField(),
    )


def counts(user: Actor, *, today: date | None = None) -> dict[str, int]:
    """How many there are of each part. One query."""
    today = today or timezone.localdate()
    rows = editable_articles(user).order_by()
    return rows.aggregate(
        **{
            part.name: Count("pk", filter=_condition(part, today) & Q(pk__isnull=False))
            for part in Part
        }
    )


def _condition(part: Part, today: date) -> Q:
    in_use = Q(state=ArticleState.IN_USE)
    shown = in_use & Q(Exists(_translations().filter(published__isnull=False)))
    waiting = Q(Exists(_revisions(RevisionState.WAITING))) | ~Q(wanted_audience="")
    conditions: dict[Part, Q] = {
        Part.ALL: Q(),
        Part.WAITING: in_use & waiting,
        Part.DRAFT: in_use & Q(Exists(_revisions(RevisionState.DRAFT))),
        Part.TO_REVIEW: shown & Q(review_on__lte=today) & ~_past(today),
        Part.EXPIRED: shown & _past(today),
        Part.BEHIND: in_use & Q(Exists(_behind())),
        Part.BROKEN: in_use & Q(Exists(_broken())),
        Part.WITHDRAWN: Q(state=ArticleState.WITHDRAWN),
    }
    return conditions[part]


def _past(today: date) -> Q:
    return Q(expires_on__isnull=False, expires_on__lt=today)


def _translations() -> QuerySet[Translation]:
    return Translation.objects.order_by().filter(article=OuterRef("pk"))


def _revisions(state: RevisionState) -> QuerySet[Revision]:
    return Revision.objects.order_by().filter(translation__article=OuterRef("pk"), state=state)


def _original_revisions() -> QuerySet[Revision]:
    """Of the original: what is in work first, then what is shown, then what is newest."""
    order = Case(
        When(state__in=IN_WORK, then=Value(0)),
        When(state=RevisionState.PUBLISHED, then=Value(1)),
        default=Value(2),
    )
    return Revision.objects.filter(
        translation__article=OuterRef("pk"),
        translation__language=F("translation__article__original_language"),
    ).order_by(order, "-number")


def _behind() -> QuerySet[Translation]:
    """Shown translations of another wording than the one that the original shows."""
    original = Translation.objects.filter(
        article=OuterRef("article"),
        language=OuterRef("article__original_language"),
        published__isnull=False,
    )
    return (
        _translations()
        .filter(published__isnull=False)
        .exclude(language=F("article__original_language"))
        .annotate(shown_now=Subquery(original.values("published")[:1]))
        .filter(
            Q(shown_now__isnull=False)
            & (Q(published__based_on=None) | ~Q(published__based_on=F("shown_now")))
        )
    )


def _broken() -> QuerySet[CheckedLink]:
    return CheckedLink.objects.order_by().filter(articles=OuterRef("pk"), works=False)


def broken_links(article: Article) -> QuerySet[CheckedLink]:
    return article.checked_links.filter(works=False)


def waiting_for(user: User) -> QuerySet[Article]:
    """Articles with something that the user may approve: a wording or a wider audience."""
    wordings = Revision.objects.order_by().filter(
        translation__article=OuterRef("pk"), state=RevisionState.WAITING
    )
    audience = ~Q(wanted_audience="") & ~Q(wanted_by=user.pk)
    return editable_articles(user).filter(
        Q(Exists(wordings.exclude(authors__contains=[user.pk]))) | audience,
        state=ArticleState.IN_USE,
    )


def waiting_count(user: User) -> int:
    return waiting_for(user).count()


def to_review_count(user: User, *, today: date | None = None) -> int:
    """How many at the user's units are to be looked through before they go out of sight."""
    condition = _condition(Part.TO_REVIEW, today or timezone.localdate())
    return editable_articles(user).filter(condition).count()


def at_unit(found: QuerySet[Article], unit: str) -> QuerySet[Article]:
    """Those of the unit or a unit under it."""
    chosen = Unit.objects.filter(pk=unit).first()
    return found.filter(owner_unit__path__startswith=chosen.path) if chosen else found.none()


def in_language(found: QuerySet[Article], language: str) -> QuerySet[Article]:
    return found.filter(Exists(_translations().filter(language=language)))


def texts_of(article: Article) -> QuerySet[Translation]:
    """The language versions, the original first."""
    original = Case(
        When(language=article.original_language, then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    return (
        article.translations.select_related("published", "article")
        .prefetch_related("revisions__written_by")
        .annotate(is_original=original)
        .order_by("-is_original", "language")
    )


def in_work(translation: Translation) -> Revision | None:
    """The draft, waiting or not, that the editors have in hand."""
    return (
        translation.revisions.filter(state__in=IN_WORK)
        .select_related("written_by", "translation__article__owner_unit")
        .first()
    )


def latest(translation: Translation) -> Revision | None:
    """What an editor goes on from: the draft, else what is shown, else the newest there is."""
    return in_work(translation) or translation.published or translation.revisions.first()


def translated_from(translation: Translation) -> Revision | None:
    """The original's wording that the translation in hand, or shown, was made from."""
    made = in_work(translation) or translation.published
    return made.based_on if made else None


def editors_near(unit: Unit, *, but: list[int]) -> QuerySet[User]:
    """The active editors of the nearest unit, from this and upwards, that has others than these."""
    paths = [unit.path[: place + 1] for place, sign in enumerate(unit.path) if sign == "/"][1:]
    for path in reversed(paths):
        found = User.objects.filter(
            Q(grants__ends_on=None) | Q(grants__ends_on__gte=timezone.localdate()),
            grants__role=Role.EDITOR,
            grants__unit__path=path,
            is_active=True,
        ).exclude(pk__in=but)
        if found.exists():
            return found.distinct()
    return User.objects.none()


def _at_units(user: Actor, field: str) -> Q:
    paths = paths_with_role(user, Role.EDITOR)
    if not paths:
        return Q(pk__in=[])
    allowed = Q()
    for path in paths:
        allowed |= Q(**{f"{field}__startswith": path})
    return allowed
