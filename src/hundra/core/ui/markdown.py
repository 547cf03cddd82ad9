"""What people write: Markdown in, safe HTML out.

CommonMark without raw HTML or scripts; pictures only where the caller says whence.
Headings begin at level 3, below the page's own, and go down one level at a time, whatever
number of # was typed.
What the renderer lets through is cleaned once more by nh3, so it takes a fault in both.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from html import unescape
from itertools import pairwise

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"p", "br", "strong", "em", "s", "blockquote", "ul", "ol", "li", "a", "hr", "code", "pre"}
TAGS |= {"h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "img": {"src", "alt", "loading"}}
SCHEMES = {"http", "https", "mailto", "tel"}
HIGHEST_HEADING, LOWEST_HEADING = 3, 6
LONGEST = 50_000
"""Characters rendered at most; a story is a page, not a book."""
PICTURE = "bild:"
"""What a picture's address begins with: `![what it shows](bild:12)` is the picture 12."""

Pictures = Callable[[int], str | None]


def render(text: str, *, pictures: Pictures | None = None) -> SafeString:
    """The text as HTML that is safe to show to anyone.

    `pictures` gives the address of a picture by its number, or None if the reader may not see
    it. Pictures from elsewhere, and all where it is not given, become their description.
    """
    html = _html(text, pictures)
    cleaned = nh3.clean(
        html,
        tags=TAGS | {"img"} if pictures else TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(cleaned)  # noqa: S308 - cleaned by nh3 just above.


def plain(text: str) -> str:
    """The text without its marks, for feeds' summaries and messages."""
    words = nh3.clean(_html(text), tags=set())
    return " ".join(unescape(words).split())


def lines(text: str) -> list[str]:
    """The words block by block, an empty line after each, without marks but a heading's #."""
    tokens = _parser().parse(text[:LONGEST])
    found: list[str] = []
    for before, token in pairwise(tokens):
        if token.type != "inline":
            continue
        words = " ".join(unescape(nh3.clean(_html(token.content), tags=set())).split())
        found += [f"## {words}" if before.type == "heading_open" else words, ""]
    return found


def picture_numbers(text: str) -> set[int]:
    """The numbers of the pictures that stand in the text."""
    tokens = _parser().parse(text[:LONGEST])
    found = (_number(child) for token in tokens for child in token.children or ())
    return {number for number in found if number is not None}


def addresses(text: str) -> set[str]:
    """The addresses of the links that stand in the text."""
    tokens = _parser().parse(text[:LONGEST])
    children = (child for token in tokens for child in token.children or ())
    return {str(child.attrs["href"]) for child in children if child.attrs.get("href")}


def _html(text: str, pictures: Pictures | None = None) -> str:
    parser = _parser()
    tokens = parser.parse(text[:LONGEST])
    _level(tokens)
    for token in tokens:
        _place_pictures(token, pictures)
    return str(parser.renderer.render(tokens, parser.options, {}))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False})
    return parser.enable(["table", "strikethrough"])


def _place_pictures(token: Token, pictures: Pictures | None) -> None:
    """Gives each picture in the line its address, or puts its description in its place."""
    for child in token.children or ():
        if child.type != "image":
            continue
        number = _number(child)
        address = pictures(number) if pictures and number is not None else None
        if address:
            child.attrs = {"src": address, "alt": "", "loading": "lazy"}
        else:
            child.type, child.children, child.content = "text", [], child.content


def _number(token: Token) -> int | None:
    if token.type != "image":
        return None
    kind, _, number = str(token.attrs.get("src", "")).partition(":")
    return int(number) if f"{kind}:" == PICTURE and number.isdecimal() else None


def _level(tokens: list[Token]) -> None:
    """Gives the headings levels without leaps, for those who move by headings (WCAG 1.3.1)."""
    headings = [token for token in tokens if token.type == "heading_open"]
    used = sorted({token.tag for token in headings})
    level = HIGHEST_HEADING - 1
    for token in tokens:
        if token.type == "heading_open":
            wanted = HIGHEST_HEADING + used.index(token.tag)
            level = min(wanted, level + 1, LOWEST_HEADING)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{level}"
