"""A page of an old intranet as an article: its title, its text, and nothing around them."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import quote, unquote

import nh3
from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext as _

from hundra.hear.knowledge.errors import InvalidError
from hundra.hear.knowledge.exchange.article_file import ArticleFile
from hundra.hear.knowledge.markup import (
    ATTRIBUTES,
    SCHEMES,
    TAGS,
    WITHOUT_CONTENT,
    is_too_deep,
    markdown_from_html,
)

LARGEST_PAGE, LONGEST_HEAD = 3_000_000, 50_000
MOST_TAGS = 20_000
"""A page of a hundred printed ones has fewer; more take minutes to read."""
LONGEST_ANSWER, LONGEST_TITLE = 300, 120
MAIN = ("main", "[role=main]", "article", "#main", "#content", "#innehall", ".content", "body")
AROUND = ["nav", "header", "footer", "aside", "form"]
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
    if html.count("<") > MOST_TAGS:
        raise InvalidError(_("The page is too large to be one. Leave it out."))
    if is_too_deep(html):
        raise InvalidError(_("The page is nested too deep to be read. Copy its text instead."))
    # The tree is built of what nh3 closed: parsers take quadratic time over what is left open.
    soup = BeautifulSoup(_closed(html), "html.parser")
    head = html[:LONGEST_HEAD]
    title = _title(soup) or _window_title(head)
    if not title:
        raise InvalidError(_("The page has no title. Give it one and send it again."))
    said, language = _description(head), _language(head)
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
    return ""


def _window_title(head: str) -> str:
    """What the window says, without the site's name after it."""
    found = re.search(r"<title[^<>]*>([^<]*)", head, re.IGNORECASE)
    named = unescape(found[1]) if found else ""
    return " ".join(re.split(r"\s[|–·»]\s", named)[0].split())[:LONGEST_TITLE]


def _closed(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS | {"nav", "aside", "form"},
        clean_content_tags=WITHOUT_CONTENT,
        attributes={"*": {"id", "class", "role", "style"}, **ATTRIBUTES},
        url_schemes=SCHEMES,
        link_rel=None,
    )


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


def _description(head: str) -> str:
    for tag in re.findall(r"<meta\b[^<>]*", head, re.IGNORECASE):
        if re.search(r"""\bname\s*=\s*["']?description\b""", tag, re.IGNORECASE):
            found = re.search(r"""\bcontent\s*=\s*("[^"]*"|'[^']*')""", tag, re.IGNORECASE)
            return " ".join(unescape(found[1][1:-1]).split()) if found else ""
    return ""


def _language(head: str) -> str:
    found = re.search(r"""<html\b[^<>]*?\blang\s*=\s*["']?([a-z]{2,3})\b""", head, re.IGNORECASE)
    return found[1].lower() if found else ""


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
