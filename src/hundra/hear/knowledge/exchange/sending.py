"""From the files of a package to articles, each with its own fault if it has one."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from django.utils.translation import gettext as _

from hundra.engines.tables import Limits, read_table
from hundra.hear.knowledge.errors import InvalidError, KnowledgeError
from hundra.hear.knowledge.exchange.archive import Package, walk
from hundra.hear.knowledge.exchange.article_file import (
    ArticleFile,
    article_of,
    read_article_file,
)
from hundra.hear.knowledge.exchange.front_matter import Value
from hundra.hear.knowledge.exchange.names import KEYS, slug_of
from hundra.hear.knowledge.exchange.page import read_page

IN_PACKAGE = "paket:"
"""What an address within the package begins with in a body; the rest is the file's path."""
MARKDOWN, PAGES, TABLES = (".md", ".markdown"), (".html", ".htm", ".xhtml"), (".csv", ".xlsx")
LONGEST_BODY = 40_000
_LIMITS = Limits(cell_length=LONGEST_BODY + 10_000)
_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z]{2,8})?$")
_REFERENCE = re.compile(r"(!?)\[((?:\\.|[^\[\]\\])*)\]\( ?<?([^()\s<>]*)>?(?: \"[^\"\n]*\")? ?\)")


@dataclass(frozen=True, kw_only=True)
class Sent:
    """An article of a file, or why there is none. `line` counts within a table, else 0.

    `slug` and `language` are what the file's name says where the file itself says nothing.
    """

    path: str
    line: int = 0
    article: ArticleFile | None = None
    fault: str = ""
    slug: str = ""
    language: str = ""
    original: str = ""

    @property
    def folders(self) -> tuple[str, ...]:
        """The names of the folders that the file lies in, the nearest first."""
        return tuple(parent.name for parent in PurePosixPath(self.path).parents if parent.name)


@dataclass(frozen=True)
class Reference:
    """Something that a body leads to or shows: `[words](address)` or `![words](address)`."""

    is_picture: bool
    words: str
    address: str


Places = Callable[[Reference, str], str]
"""Writes a reference, which is given with how it was written."""


def read_package(package: Package) -> Iterator[Sent]:
    """Every article of the package, originals first. Never raises for what a file holds."""
    for path in walk(package):
        ending = PurePosixPath(path).suffix.lower()
        if ending in MARKDOWN or ending in PAGES:
            yield _of_file(package, path, is_page=ending in PAGES)
        elif ending in TABLES and len(package.files) == 1:
            yield from _of_table(package, path)


def is_article(path: str) -> bool:
    return path.lower().endswith((*MARKDOWN, *PAGES))


def rewrite(body: str, place: Places) -> str:
    """The body with every reference written anew by `place`."""
    return _REFERENCE.sub(
        lambda found: place(Reference(bool(found[1]), found[2], found[3]), found[0]), body
    )


def _of_file(package: Package, path: str, *, is_page: bool) -> Sent:
    stem, language = _stem(path)
    sent = Sent(
        path=path,
        slug=slug_of(stem),
        language=language,
        original=slug_of(stem) if language else "",
    )
    try:
        data = package.read(path)
        article = _page(package, path, data) if is_page else _markdown(path, data)
        if len(article.body) > LONGEST_BODY:
            raise InvalidError(
                _("The text is longer than %(most)d characters. Divide it.")
                % {"most": LONGEST_BODY}
            )
    except KnowledgeError as error:
        return replace(sent, fault=str(error))
    return replace(sent, article=article)


def _stem(path: str) -> tuple[str, str]:
    """The name without ending and language: `sopor.en.md` is sopor in English."""
    name = PurePosixPath(path).stem
    stem, dot, language = name.rpartition(".")
    if dot and _LANGUAGE.match(language):
        return stem, language
    if name.lower() in {"index", "default"}:
        return PurePosixPath(path).parent.name or name, ""
    return name, ""


def _markdown(path: str, data: bytes) -> ArticleFile:
    if len(data) > 4 * LONGEST_BODY + 100_000:
        raise InvalidError(
            _("The text is longer than %(most)d characters. Divide it.") % {"most": LONGEST_BODY}
        )
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    try:
        article = read_article_file(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise InvalidError(_("The letters cannot be read. Save the file as UTF-8.")) from error
    return replace(article, body=rewrite(article.body, _relative_to(path)))


def _relative_to(path: str) -> Places:
    def write(reference: Reference, as_written: str) -> str:
        inside = resolve(path, reference.address)
        if inside is None:
            return as_written
        mark = "!" if reference.is_picture else ""
        return f"{mark}[{reference.words}]({IN_PACKAGE}{quote(inside)})"

    return write


def _page(package: Package, path: str, data: bytes) -> ArticleFile:
    def leads(address: str) -> str | None:
        inside = resolve(path, address)
        return f"{IN_PACKAGE}{inside}" if inside else None

    return read_page(data, links=leads, pictures=leads)


def resolve(path: str, address: str) -> str | None:
    """The path in the package of an address written in the file at `path`; None if outside."""
    if (
        not address
        or ":" in address.split("/", maxsplit=1)[0]
        or address.startswith(("/", "#", "\\"))
    ):
        return None
    plain = unquote(re.split(r"[?#]", address)[0])
    inside = posixpath.normpath(posixpath.join(posixpath.dirname(path), plain))
    if inside.startswith("..") or not plain or "\\" in inside:
        return None
    return inside


def _of_table(package: Package, path: str) -> Iterator[Sent]:
    from hundra.core.ui.faults import sentence

    try:
        data = package.read(path)
    except KnowledgeError as error:
        yield Sent(path=path, fault=str(error))
        return
    table = read_table(data, name=path, headers=KEYS, required=["title"], limits=_LIMITS)
    for fault in table.faults:
        yield Sent(path=path, line=fault.line, fault=sentence(fault))
    for row in table.rows:
        yield _of_row(path, row.line, row.cells)


def _of_row(path: str, line: int, cells: Mapping[str, str]) -> Sent:
    values: dict[str, Value] = {key: value for key, value in cells.items() if value}
    try:
        if "links" in values:
            values["links"] = [_link(text) for text in str(values["links"]).splitlines() if text]
        values.pop("attachments", None)
        article = article_of(values)
    except KnowledgeError as error:
        return Sent(path=path, line=line, fault=str(error))
    return Sent(path=path, line=line, article=article, slug=slug_of(article.title))


def _link(text: str) -> Value:
    """A line of the kind: E-tjänst | Ansök här | https://…"""
    parts = [part.strip() for part in text.split("|")]
    if len(parts) != 3:  # noqa: PLR2004 - kind, words and address.
        raise InvalidError(
            _("Write each link on a line of its own, as: e-tjänst | words | address.")
        )
    return dict(zip(("kind", "label", "url"), parts, strict=True))
