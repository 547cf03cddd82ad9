"""What an article's page shows its editors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.audit.queries import public_name, trail
from hundra.hear.knowledge import queries as reading
from hundra.hear.knowledge import rules
from hundra.hear.knowledge.forms.articles import WithdrawForm
from hundra.hear.knowledge.languages import Language, language
from hundra.hear.knowledge.models import (
    Article,
    ArticleState,
    Audience,
    Revision,
    RevisionState,
    Translation,
)
from hundra.hear.knowledge.queries import editing as queries
from hundra.hear.knowledge.queries.editing import IN_WORK
from hundra.hear.knowledge.views.editing.table import STANDINGS


@dataclass(frozen=True, kw_only=True)
class Text:
    """A language version: what is shown of it and what is in hand."""

    translation: Translation
    language: Language
    is_original: bool
    is_behind: bool
    draft: Revision | None
    revisions: int
    may_approve: bool

    @property
    def title(self) -> str:
        shown = self.draft or self.translation.published
        return shown.title if shown else ""

    @property
    def is_waiting(self) -> bool:
        return self.draft is not None and self.draft.state == RevisionState.WAITING


def article_page(
    request: HttpRequest, article: Article, *, withdraw_form: Form | None = None, status: int = 200
) -> HttpResponse:
    standing = queries.with_work(Article.objects.filter(pk=article.pk)).get()
    name, tone = STANDINGS[standing.standing]
    context = {
        "article": article,
        "title": standing.title or article.slug,
        "standing": name,
        "tone": tone,
        "is_shown": standing.is_shown,
        "is_expired": standing.standing == "expired",
        "is_withdrawn": article.state == ArticleState.WITHDRAWN,
        "is_due": standing.standing in ("to_review", "expired"),
        "texts": texts(request.user, article),
        "facts": _facts(article),
        "broken": queries.broken_links(article),
        "withdraw_form": withdraw_form or WithdrawForm(),
        "wanted": dict(Audience.choices).get(article.wanted_audience, ""),
        "may_widen": rules.may_widen(request.user, article),
        "trail": trail(article, limit=60),
    }
    return render(request, "knowledge/editing/article.html", context, status=status)


def texts(user: Any, article: Article) -> list[Text]:
    found = list(queries.texts_of(article))
    original = next((one for one in found if one.language == article.original_language), None)
    return [_text(user, one, article, original) for one in found]


def _text(user: Any, one: Translation, article: Article, original: Translation | None) -> Text:
    revisions = list(one.revisions.all())
    draft = next((revision for revision in revisions if revision.state in IN_WORK), None)
    return Text(
        translation=one,
        language=language(one.language),
        is_original=one.language == article.original_language,
        is_behind=reading.is_behind(one, original),
        draft=draft,
        revisions=len(revisions),
        may_approve=draft is not None and user.pk not in draft.authors,
    )


def _facts(article: Article) -> list[tuple[object, ...]]:
    reasons = ", ".join(reason.name for reason in article.reasons.all())
    published = article.first_published_at
    return [
        (_("Topic"), article.topic.name),
        (_("For"), article.get_audience_display()),
        (_("Unit"), article.owner_unit),
        (_("Responsible"), public_name(article.responsible) if article.responsible else ""),
        (_("Contact reasons"), reasons),
        (_("Address"), f"{article.topic.slug}/{article.slug}"),
        (_("First published"), timezone.localdate(published) if published else ""),
        (_("Last looked through"), article.reviewed_on),
        (_("To be looked through"), article.review_on),
        (_("Out of sight"), article.expires_on),
    ]
