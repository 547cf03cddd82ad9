"""A page of an old intranet as an article: its title, its text, and nothing around them."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote, unquote

from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext as _

from hundra.hear.knowledge.errors import InvalidError
from hundra.hear.knowledge.exchange.article_file import ArticleFile
from hundra.hear.knowledge.markup import is_too_deep, markdown_from_html

LARGEST_PAGE = 3_000_000
LONGEST_ANSWER, LONGEST_TITLE = 300, 120
MAIN = ("main", "[role=main]", "article", "#main", "#content", "#innehall", ".content", "body")
AROUND = ["nav", "header", "footer", "aside", "form", "script", "style", "template", "noscript"]
AROUND += ["iframe", "object", "embed", "svg", "button", "select", "dialog"]
AROUND_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary"})
_AROUND_NAMES = re.compile(
    r"^(nav|navigation|navbar|menu|meny|sidebar|sidemenu|breadcrumbs?|brodsmulor|cookie.*|"
    r"footer|sidfot|header|sidhuvud|skip-?link|share|dela|toolbar)$",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)

Leads = Callable[[str], str | None]
"""Gives the address to write for a relative one, or None."""


def read_page(data: bytes, *, links: Leads, pictures: Leads) -> ArticleFile:
    """The page as an article without topic and unit. Raises InvalidError for what is no page."""
    if len(data) > LARGEST_PAGE:
        raise InvalidError(_("The page is too large to be one. Leave it out."))
    html = decode(data)
    if is_too_deep(html):
        raise InvalidError(_("The page is nested too deep to be read. Copy its text instead."))
    soup = BeautifulSoup(html, "html.parser")
    title = _title(soup)
    if not title:
        raise InvalidError(_("The page has no title. Give it one and send it again."))
    said = _meta(soup, "description")
    language = _language(soup)
    main = _main(soup)
    body = markdown_from_html(
        str(main),
        links=lambda address: _address(address, links),
        pictures=lambda address: _relative(address, pictures),
    )
    if not body.strip():
        raise InvalidError(_("The page has no text of its own. Leave it out."))
    return ArticleFile(title=title, language=language, short_answer=_answer(said, body), body=body)


def decode(data: bytes) -> str:
    """The page's letters, as it says itself, else UTF-8, else as Windows wrote them."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    found = _CHARSET.search(data[:2_000])
    for name in (found[1].decode() if found else "utf-8", "utf-8", "cp1252"):
        try:
            return data.decode(name).removeprefix("\ufeff")
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("latin-1")


def _title(soup: BeautifulSoup) -> str:
    """The first heading of the page's own, which is taken out; else what the window says."""
    for heading in soup.find_all("h1"):
        words = " ".join(heading.get_text(" ").split())
        if words and not _is_around(heading):
            heading.decompose()
            return words[:LONGEST_TITLE]
    named = soup.title.get_text() if soup.title else ""
    return " ".join(re.split(r"\s[|–·»]\s", named)[0].split())[:LONGEST_TITLE]


def _main(soup: BeautifulSoup) -> Tag:
    found = next((tag for css in MAIN if (tag := soup.select_one(css))), soup)
    for tag in found.find_all(AROUND):
        tag.decompose()
    for tag in found.find_all(lambda tag: bool(_names(tag))):
        if not tag.decomposed and _is_named_around(tag):
            tag.decompose()
    return found


def _is_around(tag: Tag) -> bool:
    return any(parent.name in AROUND or _is_named_around(parent) for parent in tag.parents)


def _is_named_around(tag: Tag) -> bool:
    if str(tag.get("role") or "").lower() in AROUND_ROLES:
        return True
    return any(_AROUND_NAMES.match(name) for name in _names(tag))


def _names(tag: Tag) -> list[str]:
    if not tag.attrs:
        return []
    names = [str(each) for each in tag.get_attribute_list("class") if each]
    return [*names, *(str(tag[key]) for key in ("id", "role") if tag.get(key))]


def _meta(soup: BeautifulSoup, name: str) -> str:
    tag = soup.find("meta", attrs={"name": re.compile(f"^{name}$", re.IGNORECASE)})
    return " ".join(str(tag.get("content") or "").split()) if isinstance(tag, Tag) else ""


def _language(soup: BeautifulSoup) -> str:
    root = soup.find("html")
    said = str(root.get("lang") or "") if isinstance(root, Tag) else ""
    return said.split("-")[0].lower()[:10]


def _answer(said: str, body: str) -> str:
    """What the page says of itself, else its first paragraph if it is short and plain."""
    if said:
        return said[:LONGEST_ANSWER]
    first = body.split("\n\n", maxsplit=1)[0].strip()
    plain = not re.match(r"[#>|\-*!]|\d+[.)]\s", first) and not re.search(r"[\[\]*_`\\]", first)
    return first.replace("\n", " ") if plain and len(first) <= LONGEST_ANSWER else ""


def _address(address: str, links: Leads) -> str | None:
    scheme = address.partition(":")[0].lower() if ":" in address.split("/", maxsplit=1)[0] else ""
    if scheme:
        return address if scheme in {"http", "https", "mailto", "tel"} else None
    return _relative(address, links)


def _relative(address: str, leads: Leads) -> str | None:
    if not address or address.startswith(("#", "//", "data:")):
        return None
    found = leads(unquote(re.split(r"[?#]", address)[0]))
    return quote(found, safe="/:#") if found else None
