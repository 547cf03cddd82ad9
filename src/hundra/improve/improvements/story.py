"""Stories and updates: Markdown in, safe HTML out.

CommonMark without raw HTML, pictures or scripts. Headings begin at level 3, below the page's own,
and go down one level at a time, whatever number of # was typed.
What the renderer lets through is cleaned once more by nh3, so it takes a fault in both.
"""

from __future__ import annotations

from functools import cache
from html import unescape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"p", "br", "strong", "em", "s", "blockquote", "ul", "ol", "li", "a", "hr", "code", "pre"}
TAGS |= {"h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
HIGHEST_HEADING, LOWEST_HEADING = 3, 6
LONGEST = 50_000
"""Characters rendered at most; a story is a page, not a book."""


def render(text: str) -> SafeString:
    """The text as HTML that is safe to show to anyone."""
    html = _html(text)
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(cleaned)  # noqa: S308 - cleaned by nh3 just above.


def plain(text: str) -> str:
    """The text without its marks, for feeds' summaries and messages."""
    words = nh3.clean(_html(text), tags=set())
    return " ".join(unescape(words).split())


def _html(text: str) -> str:
    parser = _parser()
    tokens = parser.parse(text[:LONGEST])
    _level(tokens)
    return str(parser.renderer.render(tokens, parser.options, {}))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False})
    return parser.enable(["table", "strikethrough"]).disable("image")


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
