"""HTML mail as plain text: nothing is loaded, nothing runs, and a link shows where it leads.

One pass from left to right in linear time. A parser that builds a tree takes minutes for what a
hostile writer can nest in a megabyte, and a text that is never shown as HTML needs no tree.
"""

from __future__ import annotations

import re
from html import unescape

LONGEST_HTML = 2_000_000
LONGEST_TAG = 8_000
LONGEST_LINK = 500
_LINES = dict.fromkeys(("div", "li", "tr", "br", "hr", "dt", "dd", "section", "article"), 1)
_LINES |= dict.fromkeys(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "pre", "ul", "ol"), 2
)
# Their content is no text for people.
_LEFT_OUT = {"script", "style", "head", "title", "noscript", "template", "svg", "math", "iframe"}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,30})")
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_LEADS_ON = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)


def html_as_text(html: str) -> str:
    """The words of an HTML text, its lines and lists kept, and the addresses that links hide."""
    reader = _Reader(html[:LONGEST_HTML])
    lines = [" ".join(line.split()) for line in reader.read().split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader:
    def __init__(self, html: str) -> None:
        self.html = html
        self.parts: list[str] = []
        self._link = ""
        self._said_from = 0

    def read(self) -> str:
        place = 0
        while place < len(self.html):
            sign = self.html.find("<", place)
            if sign < 0:
                sign = len(self.html)
            self._say(self.html[place:sign])
            place = self._after(sign)
        return "".join(self.parts)

    def _say(self, text: str) -> None:
        if text:
            self.parts.append(re.sub(r"\s+", " ", unescape(text)))

    def _after(self, place: int) -> int:
        """Where the reading goes on after the "<" at the place."""
        if self.html.startswith("<!--", place):
            return self._behind("-->", place)
        tag = _TAG.match(self.html, place)
        end = self.html.find(">", place, place + LONGEST_TAG)
        if end < 0 or (tag is None and not self.html.startswith(("<!", "<?", "</"), place)):
            self._say(self.html[place : place + 1])
            return place + 1
        if tag is None:
            return end + 1
        closing, name = bool(tag[1]), tag[2].lower()
        if name in _LEFT_OUT and not closing:
            found = re.compile(rf"</{name}\b", re.IGNORECASE).search(self.html, end)
            # Without an end, all that follows belongs to it.
            return self._behind(">", found.start()) if found else len(self.html)
        self._mark(name, closing, self.html[place : end + 1])
        return end + 1

    def _behind(self, mark: str, place: int) -> int:
        found = self.html.find(mark, place)
        return found + len(mark) if found >= 0 else len(self.html)

    def _mark(self, name: str, closing: bool, whole: str) -> None:
        self.parts.append("\n" * _LINES.get(name, 0))
        if name == "a":
            self._end_link()
            if not closing:
                self._begin_link(whole)
        elif name == "li" and not closing:
            self.parts.append("- ")
        elif name in {"td", "th"}:
            self.parts.append(" ")

    def _begin_link(self, whole: str) -> None:
        found = _HREF.search(whole)
        link = unescape(next(filter(None, found.groups()), "")) if found else ""
        self._link = "".join(link.split())[:LONGEST_LINK]
        self._said_from = len(self.parts)

    def _end_link(self) -> None:
        """What a link says may be anything; where it leads stands beside it, unless the same."""
        link, self._link = self._link, ""
        bare = _LEADS_ON.sub("", link, count=1).rstrip("/")
        if _LEADS_ON.match(link) and bare not in "".join(self.parts[self._said_from :]):
            self.parts.append(f" <{link}>")
