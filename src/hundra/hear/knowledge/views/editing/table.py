"""The list of articles, with a tab for each thing there is to do."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hundra.core.accounts.models import Role, User
from hundra.core.accounts.rules import paths_with_role
from hundra.core.audit.queries import public_name
from hundra.core.organisation.queries import unit_choices
from hundra.core.ui.components import Tab
from hundra.core.ui.tables import Column, Filter, Table
from hundra.hear.knowledge.languages import LANGUAGES
from hundra.hear.knowledge.models import Article, Audience, Topic
from hundra.hear.knowledge.queries import editing as queries
from hundra.hear.knowledge.queries.editing import Part

STANDINGS = {
    "draft": (pgettext_lazy("article", "Draft"), "neutral"),
    "waiting": (gettext_lazy("Draft waiting for approval"), "info"),
    "published": (pgettext_lazy("article", "Published"), "success"),
    "to_review": (gettext_lazy("To be looked through"), "warning"),
    "expired": (gettext_lazy("Expired"), "danger"),
    "withdrawn": (pgettext_lazy("article", "Withdrawn"), "neutral"),
}
PARTS = {
    Part.ALL: gettext_lazy("All"),
    Part.WAITING: gettext_lazy("Waiting for approval"),
    Part.DRAFT: gettext_lazy("Drafts"),
    Part.TO_REVIEW: gettext_lazy("To be looked through"),
    Part.EXPIRED: pgettext_lazy("articles", "Expired"),
    Part.BEHIND: gettext_lazy("Behind translation"),
    Part.BROKEN: gettext_lazy("Broken links"),
    Part.WITHDRAWN: pgettext_lazy("articles", "Withdrawn"),
}


def standing(row: Any) -> str:
    return str(STANDINGS[row.standing][0])


def remarks(row: Any) -> list[str]:
    """What also holds of the article, beside where it stands."""
    found = []
    if row.is_shown and row.is_waiting:
        found.append(_("Change waiting for approval"))
    elif row.is_shown and row.has_draft:
        found.append(_("Change begun"))
    if row.wanted_audience:
        found.append(_("Wider audience waiting"))
    if row.is_behind:
        found.append(_("Translation behind"))
    if row.has_broken:
        found.append(_("Broken link"))
    return found


def topic_choices() -> list[tuple[int, str]]:
    return [(topic.pk, topic.name) for topic in Topic.objects.all()]


class ArticlesTable(Table):
    name = "artiklar"
    caption = gettext_lazy("Articles")
    search_label = gettext_lazy("Search in titles and addresses")
    search_in = ["title", "slug"]
    empty_title = gettext_lazy("No articles here")
    empty_text = gettext_lazy("Nothing fits, or there is nothing to do. Write a new article?")
    empty_icon = "book-open"
    columns = [
        Column(
            "title",
            pgettext_lazy("article", "Title"),
            sort="title",
            link=lambda row: reverse("editing_article", kwargs={"pk": row.pk}),
            wide=True,
        ),
        Column(
            "standing",
            gettext_lazy("State"),
            value=standing,
            template="knowledge/editing/state.html",
        ),
        Column("topic.name", pgettext_lazy("knowledge", "Topic"), sort="topic__order"),
        Column("audience", pgettext_lazy("article", "For"), sort=True),
        Column("review_on", gettext_lazy("To be looked through"), sort=True),
        Column(
            "changed_at",
            gettext_lazy("Changed"),
            sort=True,
            value=lambda row: timezone.localdate(row.changed_at),
            in_page=False,
        ),
        Column("remarks", gettext_lazy("To see to"), value=remarks, in_page=False),
        Column("owner_unit.name", gettext_lazy("Unit"), in_page=False),
        Column(
            "responsible",
            gettext_lazy("Responsible"),
            value=lambda row: public_name(row.responsible) if row.responsible else "",
            in_page=False,
        ),
        Column("expires_on", gettext_lazy("Out of sight"), in_page=False),
        Column("slug", gettext_lazy("Address"), in_page=False),
    ]
    order = "-changed_at"

    def __init__(self, request: HttpRequest, rows: Any, *, user: User, **texts: Any) -> None:
        super().__init__(request, rows, **texts)
        person = getattr(user, "person", None)
        self.filters = [  # type: ignore[misc]
            Filter("topic", pgettext_lazy("knowledge", "Topic"), topic_choices),
            Filter("audience", pgettext_lazy("article", "For"), Audience.choices),
            Filter(
                "unit",
                gettext_lazy("Unit"),
                lambda: unit_choices(paths=paths_with_role(user, Role.EDITOR), leaves=False),
                apply=queries.at_unit,
            ),
            Filter(
                "language",
                gettext_lazy("Language"),
                [(one.code, one.name) for one in LANGUAGES.values()],
                apply=queries.in_language,
            ),
            Filter(
                "responsible",
                gettext_lazy("Responsible"),
                [("mine", gettext_lazy("Mine"))],
                apply=lambda found, _mine: (
                    found.filter(responsible=person) if person else found.none()
                ),
            ),
        ]


def part_tabs(request: HttpRequest, current: Part) -> list[Tab]:
    counted = queries.counts(request.user)
    url = reverse("editing_articles")
    return [
        Tab(
            label,
            f"{url}?del={part.value}" if part else url,
            current=part == current,
            count=counted[part.name],
        )
        for part, label in PARTS.items()
        if counted[part.name] or part in (current, Part.ALL, Part.WAITING, Part.TO_REVIEW)
    ]


def title_of(article: Article) -> str:
    """The title that the original has now, in work or shown."""
    return str(
        queries.with_work(Article.objects.filter(pk=article.pk))
        .values_list("title", flat=True)
        .get()
        or article.slug
    )
