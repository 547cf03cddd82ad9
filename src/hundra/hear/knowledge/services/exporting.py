"""All articles as files, as the import reads them: Markdown with front matter, and attachments."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Any
from urllib.parse import quote

from django.core.files.storage import default_storage
from django.db.models import Q, QuerySet

from hundra.core.accounts.models import Role, User
from hundra.core.accounts.rules import paths_with_role
from hundra.core.ui.markdown import PICTURE
from hundra.hear.knowledge.exchange import ArticleFile, FileAttachment, write_article_file
from hundra.hear.knowledge.exchange.sending import Reference, rewrite
from hundra.hear.knowledge.exchange.topics_file import TOPICS, FileTopic, write_topics
from hundra.hear.knowledge.models import (
    Article,
    ArticleState,
    Attachment,
    Revision,
    RevisionState,
    Topic,
    Translation,
)
from hundra.hear.knowledge.wording import Link

AT_ONCE = 200
_ORDER = {RevisionState.PUBLISHED: 0, RevisionState.DRAFT: 1, RevisionState.WAITING: 1}


def exportable(by: User | None) -> QuerySet[Article]:
    """The articles that the editor may edit; all of them for None, the command line."""
    articles = Article.objects.order_by("topic__order", "topic__slug", "slug")
    if by is None:
        return articles
    may = Q(pk__in=[])
    for path in paths_with_role(by, Role.EDITOR):
        may |= Q(owner_unit__path__startswith=path)
    return articles.filter(may)


def export_articles(file: IO[bytes], *, by: User | None = None) -> int:
    """Writes a zip of them to the file; returns how many articles.

    What readers see is written, or the draft where they see nothing yet. Files that have
    vanished from the disk are left out.
    """
    articles = exportable(by)
    count = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        topics = Topic.objects.filter(articles__in=articles).distinct()
        archive.writestr(TOPICS, write_topics(_topic(topic) for topic in topics))
        for article in _with_texts(articles):
            count += 1
            written: dict[int, str] = {}
            for translation in article.translations.all():
                _write(archive, article, translation, written)
    return count


def _with_texts(articles: QuerySet[Article]) -> Iterator[Article]:
    return (
        articles.select_related("topic", "owner_unit")
        .prefetch_related(
            "reasons",
            "translations__revisions__attachments",
            "translations__revisions__films",
        )
        .iterator(chunk_size=AT_ONCE)
    )


def _topic(topic: Topic) -> FileTopic:
    return FileTopic(
        slug=topic.slug,
        names=topic.names,
        descriptions=topic.descriptions,
        icon=topic.icon,
        order=topic.order,
    )


def _write(
    archive: zipfile.ZipFile, article: Article, translation: Translation, written: dict[int, str]
) -> None:
    revision = _revision(translation)
    if revision is None:
        return
    attachments = list(revision.attachments.all())
    for one in attachments:
        if one.pk not in written and default_storage.exists(str(one.file.name)):
            written[one.pk] = _write_attachment(archive, article, one, written)
    is_original = translation.language == article.original_language
    ending = "" if is_original else f".{translation.language}"
    text = write_article_file(_file(article, translation, revision, attachments, written))
    archive.writestr(f"{article.topic.slug}/{article.slug}{ending}.md", text)


def _revision(translation: Translation) -> Revision | None:
    found = [one for one in translation.revisions.all() if one.state in _ORDER]
    return min(found, key=lambda one: _ORDER[RevisionState(one.state)], default=None)


def _write_attachment(
    archive: zipfile.ZipFile, article: Article, one: Attachment, written: dict[int, str]
) -> str:
    """Its path from the article's own folder."""
    name = PurePosixPath(one.name).name
    path = f"filer/{article.slug}/{name}"
    if path in written.values():
        path = f"filer/{article.slug}/{one.pk}-{name}"
    with one.file.open("rb") as file:
        archive.writestr(f"{article.topic.slug}/{path}", file.read(), zipfile.ZIP_STORED)
    return path


def _file(
    article: Article,
    translation: Translation,
    revision: Revision,
    attachments: list[Attachment],
    written: dict[int, str],
) -> ArticleFile:
    is_original = translation.language == article.original_language
    in_use = article.state == ArticleState.IN_USE
    status = "published" if revision.state == RevisionState.PUBLISHED else "draft"
    own: dict[str, Any] = {
        "audience": article.audience,
        "unit": _unit(article),
        "reasons": tuple(reason.name for reason in article.reasons.all()),
        "review_on": article.review_on,
        "expires_on": article.expires_on,
    }
    return ArticleFile(
        title=revision.title,
        topic=article.topic.slug,
        slug=article.slug,
        language=translation.language,
        original="" if is_original else article.slug,
        status=status if in_use else "withdrawn",
        short_answer=revision.short_answer,
        spoken_answer=revision.spoken_answer,
        steps=tuple(revision.steps),
        links=tuple(Link(**link) for link in revision.links),
        keywords=tuple(revision.keywords),
        films=tuple(sorted(film.slug for film in revision.films.all())),
        attachments=tuple(
            FileAttachment(file=written[one.pk], name=one.name, alt=one.alt)
            for one in attachments
            if one.pk in written
        ),
        change_note=revision.change_note,
        body=_body(revision.body, written),
        **(own if is_original else {}),
    )


def _unit(article: Article) -> str:
    """The code: several units may have one name."""
    return article.owner_unit.code


def _body(body: str, written: dict[int, str]) -> str:
    """Pictures by their file instead of their number."""

    def write(reference: Reference, as_written: str) -> str:
        number = reference.address.removeprefix(PICTURE)
        if not reference.is_picture or not number.isdecimal():
            return as_written
        path = written.get(int(number))
        return f"![{reference.words}]({quote(path)})" if path else reference.words

    return rewrite(body, write)
