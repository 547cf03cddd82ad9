"""The second person: what is sent to them, what they approve and what they send back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.knowledge import rules
from hundra.hear.knowledge.errors import IncompleteError, NotPossibleError, NotYoursError
from hundra.hear.knowledge.models import Article, Revision, RevisionState, Translation
from hundra.hear.knowledge.services import telling
from hundra.hear.knowledge.services.drafting import wording_of
from hundra.hear.knowledge.services.indexing import request_index
from hundra.hear.knowledge.services.keeping import set_review
from hundra.hear.knowledge.wording import lacks


@transaction.atomic
def submit(*, by: User, revision: Revision) -> Revision:
    """Sends a draft to be approved. Raises IncompleteError with what readers would miss."""
    revision = _locked(revision)
    if revision.state != RevisionState.DRAFT:
        raise NotPossibleError(_("Only a draft can be sent for approval."))
    if missing := lacks(wording_of(revision)):
        raise IncompleteError(_("The text is not ready to be approved."), missing)
    revision.state = RevisionState.WAITING
    revision.submitted_at = timezone.now()
    revision.review_comment = ""
    revision.save(update_fields=["state", "submitted_at", "review_comment"])
    telling.sent_for_approval(revision, by=by)
    return revision


@transaction.atomic
def send_back(*, by: User, revision: Revision, comment: str) -> Revision:
    """Gives a waiting draft back to its writer, with what to change."""
    revision = _locked(revision)
    if revision.state != RevisionState.WAITING:
        raise NotPossibleError(_("The text is not waiting for approval any more."))
    if not comment.strip():
        raise IncompleteError(_("Tell the writer what to change."), ())
    revision.state = RevisionState.DRAFT
    revision.review_comment = comment.strip()
    revision.save(update_fields=["state", "review_comment"])
    telling.sent_back(revision, by=by)
    return revision


@transaction.atomic
def approve(*, by: User, revision: Revision) -> Revision:
    """Publishes a waiting draft in place of what was shown.

    Raises NotYoursError if `by` had a hand in the wording, NotPossibleError if it does not wait.
    """
    revision = _locked(revision)
    if not rules.may_approve(by, revision):
        raise NotYoursError(_("Somebody who has not written in the text must approve it."))
    if revision.state != RevisionState.WAITING:
        raise NotPossibleError(_("The text is not waiting for approval any more."))
    publish(revision, by=by)
    telling.published(revision, by=by)
    return revision


def publish(revision: Revision, *, by: User | None) -> None:
    """Shows the revision. For `approve`, and for imports of what was published elsewhere."""
    translation, now = revision.translation, timezone.now()
    translation.revisions.filter(state=RevisionState.PUBLISHED).update(state=RevisionState.REPLACED)
    revision.state = RevisionState.PUBLISHED
    revision.approved_by, revision.approved_at = by, now
    revision.save(update_fields=["state", "approved_by", "approved_at"])
    translation.published = revision
    translation.save(update_fields=["published"])
    article = translation.article
    if translation.language == article.original_language or article.review_on is None:
        set_review(article)
    article.first_published_at = article.first_published_at or now
    article.save()
    request_index(article)


@transaction.atomic
def approve_audience(*, by: User, article: Article) -> None:
    """Lets the wider audience in that another editor asked for."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    if not article.wanted_audience:
        raise NotPossibleError(_("Nobody is waiting for a wider audience any more."))
    if not rules.may_widen(by, article):
        raise NotYoursError(_("Somebody else than who asked for it must approve the audience."))
    article.audience = article.wanted_audience
    article.wanted_audience, article.wanted_by = "", None
    article.save()
    request_index(article)


@transaction.atomic
def decline_audience(*, by: User, article: Article) -> None:
    """Leaves the audience as it is."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    article.wanted_audience, article.wanted_by = "", None
    article.save()


def _locked(revision: Revision) -> Revision:
    Translation.objects.select_for_update().get(pk=revision.translation_id)
    return Revision.objects.select_related("translation__article__owner_unit").get(pk=revision.pk)
