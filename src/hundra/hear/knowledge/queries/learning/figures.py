"""How articles are used and searches end. Every share with its n and interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.utils import timezone

from hundra.core.accounts.rules import Actor
from hundra.engines.proportions import Share, share
from hundra.hear.knowledge.models import (
    Article,
    ArticleFigures,
    ArticleState,
    Counted,
    SearchWeek,
)
from hundra.hear.knowledge.queries.learning.seeing import seen_by_editor, titled

TOO_FEW = 5
"""A share of fewer answers is not shown: it would say more of chance than of the article."""
NEW_DAYS = 30
"""An article is never used only when people have had so many days to find it."""
PERIOD = 12


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What came of a period: openings, verdicts, searches. Shares have their n."""

    opened: int
    helped: Share
    asked: int
    no_hit: Share
    found: Share


@dataclass(frozen=True, kw_only=True)
class Week:
    """`found` is of the searches with hits where the page could tell which was chosen."""

    monday: date
    asked: int
    no_hit: int
    found: Share


def counted_at() -> datetime | None:
    return Counted.objects.values_list("at", flat=True).first()


def used_articles(user: Actor, *, weeks: int) -> QuerySet[ArticleFigures]:
    """The figures of every article in sight that the user may see something of, with titles."""
    today = timezone.localdate()
    in_sight = Q(article__expires_on=None) | Q(article__expires_on__gte=today)
    return (
        ArticleFigures.objects.filter(in_sight, seen_by_editor(user, "article__"), weeks=weeks)
        .filter(article__state=ArticleState.IN_USE)
        .select_related("article__topic")
        .annotate(title=titled("article"))
    )


def never_used(found: QuerySet[ArticleFigures]) -> QuerySet[ArticleFigures]:
    """Those that nobody opened, and that have been there for long enough."""
    old = timezone.now() - timedelta(days=NEW_DAYS)
    return found.filter(opened=0, article__first_published_at__lt=old)


def hardly_helpful(found: QuerySet[ArticleFigures]) -> QuerySet[ArticleFigures]:
    """Those that helped fewer than half of at least `TOO_FEW`."""
    return found.filter(verdicts__gte=TOO_FEW, helped__lt=F("verdicts") / 2.0)


def figures(searched: Sequence[Week], *, weeks: int) -> Figures:
    """All articles in the period, and the searches of the given weeks."""
    used = ArticleFigures.objects.filter(weeks=weeks).aggregate(
        opened=Sum("opened"), helped=Sum("helped"), verdicts=Sum("verdicts")
    )
    asked = sum(week.asked for week in searched)
    return Figures(
        opened=used["opened"] or 0,
        helped=share(used["helped"] or 0, used["verdicts"] or 0),
        asked=asked,
        no_hit=share(sum(week.no_hit for week in searched), asked),
        found=_together([week.found for week in searched]),
    )


def searched_weeks(*, weeks: int, door: str = "") -> list[Week]:
    """This week and those before it, as many as asked for; weeks without searches have none."""
    this = timezone.localdate()
    this -= timedelta(days=this.weekday())
    mondays = [this - timedelta(weeks=back) for back in reversed(range(weeks))]
    rows = SearchWeek.objects.filter(monday__gte=mondays[0])
    if door:
        rows = rows.filter(door=door)
    sums = {
        row["monday"]: row
        for row in rows.order_by()
        .values("monday")
        .annotate(a=Sum("asked"), n=Sum("no_hit"), t=Sum("told"), c=Sum("chosen"))
    }
    return [_week(monday, sums.get(monday)) for monday in mondays]


def article_figures(article: Article) -> list[ArticleFigures]:
    """The article's own figures, the shortest period first."""
    return list(ArticleFigures.objects.filter(article=article).order_by("weeks"))


def helped_share(row: ArticleFigures) -> Share | None:
    """The helpful share; nothing where too few have answered to say."""
    return share(row.helped, row.verdicts) if row.verdicts >= TOO_FEW else None


def _week(monday: date, row: Mapping[str, Any] | None) -> Week:
    row = row or {"a": 0, "n": 0, "t": 0, "c": 0}
    return Week(monday=monday, asked=row["a"], no_hit=row["n"], found=share(row["c"], row["t"]))


def _together(shares: Sequence[Share]) -> Share:
    return share(sum(one.part for one in shares), sum(one.n for one in shares))
