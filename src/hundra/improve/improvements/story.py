"""Stories and updates: Markdown in, safe HTML out.

CommonMark without raw HTML, pictures or scripts; headings begin at level 3, below the page's own.
What the renderer lets through is cleaned once more by nh3, so it takes a fault in both.
"""

from __future__ import annotations

from functools import cache
from html import unescape
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"p", "br", "strong", "em", "s", "blockquote", "ul", "ol", "li", "a", "hr", "code", "pre"}
TAGS |= {"h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
LONGEST = 50_000
"""Characters rendered at most; a story is a page, not a book."""


def render(text: str) -> SafeString:
    """The text as HTML that is safe to show to anyone."""
    html = _parser().render(text[:LONGEST])
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
    words = nh3.clean(_parser().render(text[:LONGEST]), tags=set())
    return " ".join(unescape(words).split())


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False})
    parser.enable(["table", "strikethrough"]).disable("image")
    parser.add_render_rule("heading_open", _heading)
    parser.add_render_rule("heading_close", _heading)
    return parser


def _heading(renderer: Any, tokens: list[Token], index: int, options: Any, environment: Any) -> str:
    token = tokens[index]
    token.tag = f"h{min(6, int(token.tag[1]) + 2)}"
    return str(renderer.renderToken(tokens, index, options, environment))
