"""One article as a file: front matter and Markdown, with names in place of records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from hundra.hear.knowledge.errors import InvalidError
from hundra.hear.knowledge.exchange import front_matter
from hundra.hear.knowledge.exchange.front_matter import Value
from hundra.hear.knowledge.exchange.names import (
    ATTACHMENT_KEYS,
    AUDIENCES,
    LINK_KEYS,
    LINK_KINDS,
    STATUSES,
    key_of,
    plain_key,
    value_of,
)
from hundra.hear.knowledge.wording import Link, Wording

_TEXTS = ("title", "topic", "slug", "language", "original", "unit", "short_answer")
_LISTS = ("reasons", "steps", "keywords", "films")


@dataclass(frozen=True, kw_only=True)
class FileAttachment:
    """A file beside the article's own. A picture has `alt`; `name` is what readers see."""

    file: str
    name: str = ""
    alt: str = ""


@dataclass(frozen=True, kw_only=True)
class ArticleFile:
    """What a file says of an article. What it does not say is empty.

    `audience`, `status` and links' kinds are our own words (see `names`); `unit`, `topic`,
    `reasons` and `films` are names or addresses, to be looked up. `unknown` has keys that mean
    nothing here.
    """

    title: str
    topic: str = ""
    slug: str = ""
    language: str = ""
    original: str = ""
    status: str = ""
    audience: str = ""
    unit: str = ""
    reasons: tuple[str, ...] = ()
    review_on: date | None = None
    expires_on: date | None = None
    short_answer: str = ""
    spoken_answer: str = ""
    steps: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    keywords: tuple[str, ...] = ()
    films: tuple[str, ...] = ()
    attachments: tuple[FileAttachment, ...] = ()
    change_note: str = ""
    body: str = ""
    unknown: tuple[str, ...] = ()

    def wording(self, *, attachments: Sequence[int] = (), films: Sequence[int] = ()) -> Wording:
        """What the file says in words, with the records of its attachments and films."""
        return Wording(
            title=self.title,
            short_answer=self.short_answer,
            spoken_answer=self.spoken_answer,
            body=self.body,
            steps=self.steps,
            links=self.links,
            keywords=self.keywords,
            attachments=attachments,
            films=films,
            change_note=self.change_note,
        )


def read_article_file(text: str) -> ArticleFile:
    """Reads a file's text. Raises InvalidError with a sentence on what to mend."""
    head, body = front_matter.split(text)
    return article_of({**front_matter.read(head)}, body=body)


def article_of(values: Mapping[str, Value], *, body: str = "") -> ArticleFile:
    """The article of keys and values, in English or Swedish, from front matter or a table's row."""
    known: dict[str, Value] = {}
    unknown = []
    for name, value in values.items():
        key = key_of(name)
        if key is None:
            unknown.append(name)
        elif key in known:
            raise InvalidError(_("“%(key)s” stands there twice. Keep one.") % {"key": name})
        else:
            known[key] = value
    title = _text(known, "title")
    if not title:
        raise InvalidError(_("Write a title, as title: or titel:."))
    simple: dict[str, Any] = {key: _text(known, key) for key in _TEXTS}
    simple |= {key: _texts(known, key) for key in _LISTS}
    return ArticleFile(
        **simple,
        spoken_answer=_text(known, "spoken_answer"),
        change_note=_text(known, "change_note"),
        audience=_word(known, "audience", AUDIENCES),
        status=_word(known, "status", STATUSES),
        review_on=_day(known, "review_on"),
        expires_on=_day(known, "expires_on"),
        links=tuple(_link(entry) for entry in _entries(known, "links", LINK_KEYS)),
        attachments=tuple(
            FileAttachment(**entry) for entry in _entries(known, "attachments", ATTACHMENT_KEYS)
        ),
        body=body or _text(known, "body"),
        unknown=tuple(unknown),
    )


def write_article_file(article: ArticleFile) -> str:
    """The file's text; `read_article_file` gives the article back."""
    values: dict[str, Any] = {}
    for key in ("title", "topic", "slug", "language", "original", "status", "audience", "unit"):
        values[key] = getattr(article, key)
    for key in ("reasons", "review_on", "expires_on", "short_answer", "spoken_answer", "steps"):
        values[key] = getattr(article, key)
    values["links"] = [link.as_json() for link in article.links]
    values["keywords"], values["films"] = article.keywords, article.films
    values["attachments"] = [
        {"file": each.file, "name": each.name, "alt": each.alt} for each in article.attachments
    ]
    values["change_note"] = article.change_note
    said = {key: _plain(value) for key, value in values.items() if value}
    return front_matter.join(said, article.body)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def _text(known: Mapping[str, Value], key: str) -> str:
    value = known.get(key, "")
    if not isinstance(value, str):
        raise InvalidError(_("Write “%(key)s” as text, not as a list.") % {"key": key})
    return value.strip()


def _texts(known: Mapping[str, Value], key: str) -> tuple[str, ...]:
    value = known.get(key, [])
    if isinstance(value, str):
        value = list(value.split(",")) if key != "steps" else list(value.splitlines())
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise InvalidError(_("Write “%(key)s” as a list of texts.") % {"key": key})
    return tuple(each.strip() for each in value if isinstance(each, str) and each.strip())


def _word(known: Mapping[str, Value], key: str, words: Mapping[str, Sequence[str]]) -> str:
    said = _text(known, key)
    value = value_of(said, words) if said else ""
    if value is None:
        raise InvalidError(
            _("“%(said)s” is not among what “%(key)s” can be: %(words)s.")
            % {"said": said, "key": key, "words": ", ".join(words)}
        )
    return value


def _day(known: Mapping[str, Value], key: str) -> date | None:
    said = _text(known, key)
    try:
        return date.fromisoformat(said) if said else None
    except ValueError as error:
        raise InvalidError(
            _("Write “%(key)s” as a day, like 2026-05-31.") % {"key": key}
        ) from error


def _entries(
    known: Mapping[str, Value], key: str, names: Mapping[str, Sequence[str]]
) -> list[dict[str, str]]:
    value = known.get(key) or []
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise InvalidError(
            _("Write each of “%(key)s” with %(names)s.") % {"key": key, "names": ", ".join(names)}
        )
    return [_entry(each, names) for each in value if isinstance(each, dict)]


def _entry(entry: Mapping[str, Value], names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    found = {}
    for key, words in names.items():
        values = [value for name, value in entry.items() if plain_key(name) in words]
        text = values[0] if values else ""
        found[key] = text.strip() if isinstance(text, str) else ""
    return found


def _link(entry: dict[str, str]) -> Link:
    kind = value_of(entry["kind"], LINK_KINDS)
    return Link(kind=kind or entry["kind"], label=entry["label"], url=entry["url"])
