"""Which articles an editor may see anything of."""

from __future__ import annotations

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import Actor, paths_with_role
from hundra.hear.knowledge import rules
from hundra.hear.knowledge.models import Article, Translation


def at_own_units(user: Actor, prefix: str = "") -> Q:
    """Articles at the units where the user is an editor, or below."""
    found = Q(pk__in=[])
    for path in paths_with_role(user, Role.EDITOR):
        found |= Q(**{f"{prefix}owner_unit__path__startswith": path})
    return found


def seen_by_editor(user: Actor, prefix: str = "") -> Q:
    """Articles that the user reads, or is an editor of."""
    read = Q(**{f"{prefix}audience__in": rules.audiences_of(user)})
    return read | at_own_units(user, prefix)


def titled(article: str = "pk") -> Coalesce:
    """The title of the text in the language the article was written in; "" without one."""
    original = Translation.objects.filter(
        article=OuterRef(article), language=F("article__original_language")
    )
    title = Subquery(original.values("published__title")[:1], output_field=CharField())
    return Coalesce(title, Value(""))


def known_by(user: Actor, articles: list[int]) -> QuerySet[Article]:
    """Those of the articles that the user may see, with topic and title."""
    found = Article.objects.filter(seen_by_editor(user), pk__in=articles)
    return found.select_related("topic").annotate(title=titled())
