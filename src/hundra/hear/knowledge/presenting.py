"""From records to what readers' templates show: links, films, versions, structured data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hundra.core.ui import icons, markdown
from hundra.core.ui.publishing import absolute, publisher, structured
from hundra.hear.knowledge.addresses import (
    SHELLS,
    article_path,
    article_url,
    shell_language,
    topic_path,
    topic_url,
)
from hundra.hear.knowledge.languages import Language, language
from hundra.hear.knowledge.models import Attachment, Film, Topic
from hundra.hear.knowledge.queries.article import ReadArticle
from hundra.hear.knowledge.queries.browsing import Listed

FILM_TYPES = {".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm"}
LINK_ICONS = {
    "e-service": "monitor-smartphone",
    "form": "file-pen-line",
    "page": "external-link",
    "phone": "phone",
}
FIRST_KINDS = ("e-service", "form")


def topic_icon(topic: Topic) -> SafeString:
    """The topic's icon; one that there is no drawing of becomes a question mark."""
    try:
        return icons.svg(topic.icon)
    except icons.UnknownIconError:
        return icons.svg("circle-question-mark")


@dataclass(frozen=True)
class ShownLink:
    """A way on. What one can do comes before what one can read, and is a button."""

    kind: str
    label: str
    url: str
    icon: str
    host: str

    @property
    def is_action(self) -> bool:
        return self.kind in FIRST_KINDS


@dataclass(frozen=True)
class ShownVersion:
    language: Language
    title: str
    path: str
    is_current: bool


@dataclass(frozen=True)
class ShownFilm:
    """A film as the page shows it: played here, or followed to where it is."""

    film: Film
    language: Language
    source: str
    media_type: str
    captions: str
    signed_source: str
    signed_media_type: str
    signed_url: str
    poster: str
    host: str
    minutes: str

    @property
    def is_played_here(self) -> bool:
        return bool(self.source)


def links(found: ReadArticle) -> list[ShownLink]:
    """The article's links: e-services and forms first."""
    made = [
        ShownLink(
            kind=link["kind"],
            label=link["label"],
            url=link["url"],
            icon=LINK_ICONS.get(link["kind"], "external-link"),
            host=_host(link["url"]),
        )
        for link in found.revision.links
    ]
    return sorted(made, key=lambda link: not link.is_action)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def body(found: ReadArticle, *, inside: bool) -> SafeString:
    """The text as HTML, with those of its pictures that belong to it."""
    known = {picture.pk for picture in found.pictures}
    name = "knowledge_picture" if inside else "help_picture"

    def address(number: int) -> str | None:
        return reverse(name, kwargs={"pk": number}) if number in known else None

    return markdown.render(found.revision.body, pictures=address)


def versions(found: ReadArticle, *, inside: bool) -> list[ShownVersion]:
    """The article in each of its languages, Swedish and English first."""
    topic, slug = found.article.topic.slug, found.article.slug
    made = [
        ShownVersion(
            language=language(one.language),
            title=one.title,
            path=_version_path(topic, slug, one.language, inside=inside),
            is_current=one.language == found.language,
        )
        for one in found.versions
    ]
    order = ("sv", "en")
    return sorted(made, key=lambda one: (one.language.code not in order, one.language.code != "sv"))


def _version_path(topic: str, slug: str, code: str, *, inside: bool) -> str:
    """To choose a language is to choose the whole page's, where there are pages in it."""
    if not inside and code in SHELLS:
        return article_url(topic, slug, code).removeprefix(settings.BASE_URL.rstrip("/"))
    return article_path(topic, slug, code, inside=inside)


def films(found: Iterable[Film], *, inside: bool) -> list[ShownFilm]:
    return [shown_film(film, inside=inside) for film in found]


def shown_film(film: Film, *, inside: bool) -> ShownFilm:
    """How the film is shown. One at an address is played here only from a host that is allowed."""
    own = _film_paths(film, inside=inside)
    source = own("film") if film.file else film.url if _may_play(film.url) else ""
    signed = (
        own("teckensprak")
        if film.signed_file
        else film.signed_url
        if _may_play(film.signed_url)
        else ""
    )
    return ShownFilm(
        film=film,
        language=language(film.language),
        source=source,
        media_type=media_type(film.file.name or film.url),
        captions=own("text") if film.captions else "",
        signed_source=signed,
        signed_media_type=media_type(film.signed_file.name or film.signed_url),
        signed_url=film.signed_url,
        poster=own("bild") if film.poster else "",
        host=_host(film.url),
        minutes=_minutes(film.duration_seconds),
    )


def _film_paths(film: Film, *, inside: bool) -> Any:
    name = "knowledge_film" if inside else "help_film"
    files = {
        "film": film.file,
        "teckensprak": film.signed_file,
        "text": film.captions,
        "bild": film.poster,
    }

    def path(part: str) -> str:
        ending = PurePosixPath(files[part].name or "").suffix.lstrip(".").lower()
        return reverse(name, kwargs={"slug": film.slug, "part": part, "ending": ending})

    return path


def media_type(name: str) -> str:
    path = urlsplit(name).path if "://" in name else name
    return FILM_TYPES.get(PurePosixPath(path).suffix.lower(), "")


def _may_play(url: str) -> bool:
    host = (urlsplit(url).hostname or "") if url else ""
    return bool(media_type(url)) and any(_fits(host, allowed) for allowed in settings.FILM_HOSTS)


def _fits(host: str, allowed: str) -> bool:
    name = allowed.split(":", maxsplit=1)[0]
    if name.startswith("*."):
        return host.endswith(name[1:])
    return host == name


def _minutes(seconds: int | None) -> str:
    if not seconds:
        return ""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02d}"


def document_path(document: Attachment, *, inside: bool) -> str:
    name = "knowledge_document" if inside else "help_document"
    return reverse(name, kwargs={"pk": document.pk})


def listed_path(one: Listed, *, inside: bool) -> str:
    return article_path(one.topic, one.slug, one.language, inside=inside)


def article_addresses(found: ReadArticle) -> dict[str, Any]:
    """The text's one address, and that of each of its languages."""
    topic, slug = found.article.topic.slug, found.article.slug
    return {
        "canonical": article_url(topic, slug, found.language),
        "alternates": [
            (one.language, article_url(topic, slug, one.language)) for one in found.versions
        ],
    }


def article_data(found: ReadArticle) -> SafeString:
    """A question with its answer, and the steps, for search engines and voices (schema.org)."""
    revision, article = found.revision, found.article
    url = article_url(article.topic.slug, article.slug, found.language)
    text = " ".join(filter(None, (revision.short_answer, markdown.plain(revision.body))))
    page: dict[str, Any] = {
        "@type": "FAQPage",
        "@id": url,
        "url": url,
        "name": revision.title,
        "inLanguage": found.language,
        "dateModified": _moment(revision.approved_at),
        "publisher": publisher(),
        "mainEntity": [_question(revision.title, text, url)],
    }
    if article.reviewed_on:
        page["lastReviewed"] = article.reviewed_on.isoformat()
    parts = [page, _crumbs(article.topic, revision.title, url)]
    if revision.steps:
        parts.append(_how_to(found, url))
    return structured({"@context": "https://schema.org", "@graph": parts})


def topic_data(topic: Topic, answers: Iterable[Listed]) -> SafeString:
    """The answers of a page of the topic, each as a question."""
    questions = [
        _question(one.title, one.short_answer, article_url(one.topic, one.slug, one.language))
        for one in answers
    ]
    page = {
        "@type": "FAQPage",
        "url": topic_url(topic.slug, shell_language()),
        "name": topic.name,
        "inLanguage": shell_language(),
        "publisher": publisher(),
        "mainEntity": questions,
    }
    return structured({"@context": "https://schema.org", "@graph": [page]})


def _question(name: str, text: str, url: str) -> dict[str, Any]:
    answer = {"@type": "Answer", "text": text, "url": url}
    return {"@type": "Question", "name": name, "url": url, "acceptedAnswer": answer}


def _how_to(found: ReadArticle, url: str) -> dict[str, Any]:
    return {
        "@type": "HowTo",
        "name": found.revision.title,
        "description": found.revision.short_answer,
        "inLanguage": found.language,
        "url": url,
        "step": [
            {"@type": "HowToStep", "position": position, "text": step}
            for position, step in enumerate(found.revision.steps, 1)
        ],
    }


def _crumbs(topic: Topic, title: str, url: str) -> dict[str, Any]:
    places = [
        (_("Help"), absolute(reverse("help"))),
        (topic.name, absolute(topic_path(topic.slug))),
        (title, url),
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(places, 1)
        ],
    }


def _moment(at: Any) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""
