"""Drafts: begun, saved, thrown away, and old wordings brought back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.ui import markdown
from hundra.hear.knowledge.errors import ConflictError, IncompleteError, NotPossibleError
from hundra.hear.knowledge.models import Article, Revision, RevisionState, Translation
from hundra.hear.knowledge.services.keeping import Details, write_details
from hundra.hear.knowledge.wording import Link, Wording, faults

IN_WORK = (RevisionState.DRAFT, RevisionState.WAITING)


@transaction.atomic
def create_article(
    *, by: User | None, details: Details, wording: Wording, language: str = "sv"
) -> Article:
    """A new article with its first draft.

    Raises IncompleteError if the wording cannot be saved, InvalidError if the address is taken.
    """
    article = Article(original_language=language, created_by=by)
    write_details(article, details, by=by)
    translation = Translation.objects.create(article=article, language=language)
    save_draft(by=by, translation=translation, wording=wording)
    return article


@transaction.atomic
def begin_translation(
    *, by: User | None, article: Article, language: str, wording: Wording
) -> Translation:
    """A draft in another language, made from the wording that the original shows (or drafts)."""
    translation, made = Translation.objects.get_or_create(article=article, language=language)
    if not made:
        raise NotPossibleError(_("The article already has a version in that language."))
    save_draft(by=by, translation=translation, wording=wording)
    return translation


@transaction.atomic
def save_draft(
    *,
    by: User | None,
    translation: Translation,
    wording: Wording,
    opened_at: datetime | None = None,
) -> Revision:
    """Saves the wording as the translation's draft; a draft that waits is taken back to work.

    `opened_at` is the `written_at` of the revision that the writer began from, draft or shown: if
    another has saved since, ConflictError is raised and nothing is written.
    """
    if found := faults(wording):
        raise IncompleteError(_("The text could not be saved."), found)
    Translation.objects.select_for_update().get(pk=translation.pk)
    revision = translation.revisions.filter(state__in=IN_WORK).first()
    latest = revision or Revision.objects.filter(shown_in=translation).first()
    if latest is not None and opened_at is not None and latest.written_at != opened_at:
        raise ConflictError(
            _("%(who)s saved this text after you opened it. Compare before you save yours.")
            % {"who": latest.written_by or _("Somebody")}
        )
    if revision is None:
        revision = Revision(translation=translation, number=_next_number(translation))
    _write(revision, wording, by=by)
    return revision


@transaction.atomic
def discard_draft(*, by: User, revision: Revision) -> None:
    """Throws a draft away; it stays readable in the history. A draft alone ends its article."""
    revision = Revision.objects.select_for_update().get(pk=revision.pk)
    if revision.state not in IN_WORK:
        raise NotPossibleError(_("Only a draft can be discarded."))
    revision.state = RevisionState.DISCARDED
    revision.save(update_fields=["state"])


@transaction.atomic
def restore(*, by: User, revision: Revision) -> Revision:
    """An older wording as a new draft, to be approved like any other."""
    if revision.translation.revisions.filter(state__in=IN_WORK).exists():
        raise NotPossibleError(_("There is a draft already. Publish or discard it first."))
    note = _("From revision %(number)d") % {"number": revision.number}
    wording = wording_of(revision, change_note=note)
    return save_draft(by=by, translation=revision.translation, wording=wording)


def wording_of(revision: Revision, *, change_note: str | None = None) -> Wording:
    return Wording(
        title=revision.title,
        short_answer=revision.short_answer,
        spoken_answer=revision.spoken_answer,
        body=revision.body,
        steps=tuple(revision.steps),
        links=tuple(Link(**link) for link in revision.links),
        keywords=tuple(revision.keywords),
        attachments=tuple(revision.attachments.values_list("pk", flat=True)),
        films=tuple(revision.films.values_list("pk", flat=True)),
        change_note=revision.change_note if change_note is None else change_note,
    )


def _write(revision: Revision, wording: Wording, *, by: User | None) -> None:
    revision.state = RevisionState.DRAFT
    revision.submitted_at = None
    for name in ("title", "short_answer", "spoken_answer", "body", "change_note"):
        setattr(revision, name, _lines(getattr(wording, name)).strip())
    revision.steps = [step.strip() for step in wording.steps if step.strip()]
    revision.links = [link.as_json() for link in wording.links]
    revision.keywords = list(dict.fromkeys(word.strip() for word in wording.keywords))
    revision.based_on = _original_of(revision.translation)
    revision.written_by = by
    revision.written_at = timezone.now()
    if by is not None and by.pk not in revision.authors:
        revision.authors = [*revision.authors, by.pk]
    revision.save()
    article = revision.translation.article
    # A picture that stands in the text belongs to it, ticked or not.
    chosen = {*wording.attachments, *markdown.picture_numbers(wording.body)}
    revision.attachments.set(article.attachments.filter(pk__in=chosen))
    revision.films.set(wording.films)


def _lines(text: str) -> str:
    """Forms send lines that end in two characters; texts are kept with one."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _original_of(translation: Translation) -> Revision | None:
    """The original's wording at this moment, for a translation; nothing for the original."""
    article = translation.article
    if translation.language == article.original_language:
        return None
    original = article.translations.filter(language=article.original_language).first()
    if original is None:
        return None
    return original.published or original.revisions.first()


def _next_number(translation: Translation) -> int:
    highest: int | None = translation.revisions.aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1
