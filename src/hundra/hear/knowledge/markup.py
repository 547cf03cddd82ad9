"""HTML from Word, the web or an old intranet, as the Markdown that articles are written in. Pure.

First nh3 takes away all that is not text and its structure. What is left is set right (Word's
lists and headings, bold by style, tables that were only layout) and written by markdownify.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from itertools import takewhile
from typing import Any

import nh3
from bs4 import BeautifulSoup, Tag
from markdownify import ATX, MarkdownConverter

Addresses = Callable[[str], str | None]
"""Gives the address to write for one that was read, or None for none."""

TAGS = {"p", "br", "div", "span", "font", "section", "article", "main", "header", "footer"}
TAGS |= {"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote"}
TAGS |= {"b", "strong", "i", "em", "s", "del", "strike", "a", "img", "hr", "pre", "code"}
TAGS |= {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
WITHOUT_CONTENT = {"script", "style", "title", "template", "noscript", "iframe", "object", "svg"}
WITHOUT_CONTENT |= {"math", "select", "option", "button", "textarea", "audio", "video", "canvas"}
STYLED = ("p", "span", "font", "b", "strong", "i", "em", "li", "div")
ATTRIBUTES = {tag: {"style", "class"} for tag in STYLED} | {
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
CLOSED_BY_OTHERS = {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option"}
CLOSED_BY_OTHERS |= {"br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base"}
DEEPEST = 150
"""More levels than this are no document but an attack, or a fault: the text is kept, flat."""
BLOCKS = ["p", "div", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"]
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]

_TAG = re.compile(r"<(/?)([a-zA-Z][\w:]*)(?=[\s/>])")
_WORD_LIST = re.compile(r"mso-list:\s*l(\d+)\s+level(\d+)")
_WORD_HEADING = re.compile(r"^MsoHeading([1-6])$")
_NUMBERED = re.compile(r"^\s*(\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]")
_NOT_BOLD = r"(?<![-\w])font-weight:\s*(normal|400)"
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\u200c\u2060\ufeff\u00ad]")
_LITERAL = re.compile(
    r"([\\`*\[]|~(?=~)|<(?=[a-zA-Z/!?])|&(?=#?\w+;)|(?<!\w)_|_(?!\w)|\](?=[(:\[]))"
)
_LINE_START = re.compile(r"^(\s*)([#>+=-]|\d{1,9}[.)])(?=\s|$)", re.MULTILINE)


def markdown_from_html(
    html: str, *, links: Addresses | None = None, pictures: Addresses | None = None
) -> str:
    """The text with headings, lists, links, bold and tables, and nothing else of the HTML.

    `links` and `pictures` give the addresses to write, such as "bild:12" for a picture. Without
    them, links keep absolute addresses (http, https, mailto, tel) and pictures become their
    description. Headings begin at ##. Characters that mean something in Markdown are escaped,
    so that what was text stays text.
    """
    html = _UNSEEN.sub("", html)
    if is_too_deep(html):
        return _flat(html)
    soup = BeautifulSoup(_cleaned(html), "html.parser")
    _drop_list_marks(soup)
    _make_word_headings(soup)
    _make_word_lists(soup)
    _make_bold_of_styles(soup)
    _unwrap_single_paragraphs(soup)
    _unwrap_layout(soup)
    _level_headings(soup)
    _set_addresses(soup, links or _absolute, pictures or (lambda address: None))
    return _tidy(_Writer().convert_soup(soup))


def _cleaned(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags=WITHOUT_CONTENT,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
    )


def is_too_deep(html: str) -> bool:
    """Parsers take quadratic time over depth, so it is counted before they are asked."""
    depth = 0
    for slash, name in _TAG.findall(html):
        if name.lower() not in CLOSED_BY_OTHERS:
            depth = max(0, depth - 1) if slash else depth + 1
        if depth > DEEPEST:
            return True
    return False


def _flat(html: str) -> str:
    text = unescape(re.sub(r"<[^<>]*>", "\n\n", html))
    return _tidy(_Writer().escape(re.sub(r"\s*\n\s*", "\n\n", text)))


def _style(tag: Tag) -> str:
    return str(tag.get("style") or "").lower()


def _drop_list_marks(soup: BeautifulSoup) -> None:
    """Word writes the bullet or number into the text, marked as not to be read."""
    for tag in soup.find_all("span", style=re.compile(r"mso-list:\s*ignore", re.IGNORECASE)):
        paragraph = tag.find_parent("p")
        if paragraph is not None and _NUMBERED.match(tag.get_text()):
            paragraph["data-numbered"] = "1"
        tag.decompose()


def _make_word_headings(soup: BeautifulSoup) -> None:
    for paragraph in soup.find_all("p", class_=True):
        for name in paragraph.get_attribute_list("class"):
            found = _WORD_HEADING.match(str(name))
            if found:
                paragraph.name = f"h{found[1]}"
            elif name == "MsoTitle":
                paragraph.name = "h1"


def _make_word_lists(soup: BeautifulSoup) -> None:
    """Turns runs of paragraphs that Word shows as lists into lists, level by level."""
    for paragraph in soup.find_all("p"):
        if paragraph.parent is None or not _word_list(paragraph)[0]:
            continue
        run = [paragraph, *takewhile(_goes_on(paragraph), _tags_after(paragraph))]
        paragraph.insert_before(_list_of(soup, run))
        for one in run:
            one.extract()


def _tags_after(tag: Tag) -> Iterator[Tag]:
    return (one for one in tag.next_siblings if isinstance(one, Tag))


def _goes_on(first: Tag) -> Callable[[Tag], bool]:
    """Is a paragraph of the same list as the first?"""
    name = _word_list(first)[0]
    return lambda tag: _word_list(tag)[0] == name


def _word_list(tag: Tag) -> tuple[str, int]:
    """Word's number of the list and the level; no number for what is no list."""
    found = _WORD_LIST.search(_style(tag)) if tag.name == "p" else None
    return (found[1], int(found[2])) if found else ("", 0)


def _list_of(soup: BeautifulSoup, run: list[Tag]) -> Tag:
    lists: list[Tag] = []
    for paragraph in run:
        level = min(_word_list(paragraph)[1], len(lists) + 1, 6)
        del lists[level:]
        if len(lists) < level:
            made = soup.new_tag("ol" if paragraph.get("data-numbered") else "ul")
            if lists:
                lists[-1].find_all("li", recursive=False)[-1].append(made)
            lists.append(made)
        item = soup.new_tag("li")
        item.extend(list(paragraph.contents))
        lists[-1].append(item)
    return lists[0]


def _make_bold_of_styles(soup: BeautifulSoup) -> None:
    """Google Docs writes bold as a style, and wraps all in a <b> that is not bold."""
    for tag in soup.find_all(["b", "strong"], style=re.compile(_NOT_BOLD)):
        tag.unwrap()
    for tag in soup.find_all("span", style=True):
        style = _style(tag)
        if re.search(r"font-style:\s*italic", style):
            tag.wrap(soup.new_tag("em"))
        if re.search(r"font-weight:\s*(bold|[6-9]00)", style):
            tag.wrap(soup.new_tag("strong"))
    for heading in soup.find_all(HEADINGS):
        for tag in heading.find_all(["b", "strong"]):
            tag.unwrap()


def _unwrap_single_paragraphs(soup: BeautifulSoup) -> None:
    """An item of a list with one paragraph is written without space around it."""
    for item in soup.find_all("li"):
        paragraphs = item.find_all("p", recursive=False)
        if len(paragraphs) == 1:
            paragraphs[0].unwrap()


def _unwrap_layout(soup: BeautifulSoup) -> None:
    """Tables of one column, or with tables, lists or headings in them, are layout, not tables."""
    for table in soup.find_all("table"):
        rows = table.find_all("tr")
        columns = max((len(row.find_all(["td", "th"], recursive=False)) for row in rows), default=0)
        if columns > 1 and not table.find(["table", "ul", "ol", "pre", *HEADINGS]):
            continue
        for part in table.find_all(["td", "th", "caption"]):
            part.name = "div"
        for part in table.find_all(["tr", "thead", "tbody", "tfoot"]):
            part.unwrap()
        table.name = "div"


def _level_headings(soup: BeautifulSoup) -> None:
    """Headings without words go; the others begin at level 2 and go down one at a time."""
    for heading in soup.find_all(HEADINGS):
        if not heading.get_text(strip=True):
            heading.unwrap()
    used = sorted({tag.name for tag in soup.find_all(HEADINGS)})
    for heading in soup.find_all(HEADINGS):
        heading.name = f"h{min(2 + used.index(heading.name), 6)}"


def _absolute(address: str) -> str | None:
    return address if address.partition(":")[0].lower() in SCHEMES else None


def _set_addresses(soup: BeautifulSoup, links: Addresses, pictures: Addresses) -> None:
    for link in soup.find_all("a"):
        address = links(str(link.get("href") or "").strip())
        if not address or any(letter in address for letter in " \t\n<>"):
            link.unwrap()
        else:
            link["href"] = address.replace("(", "%28").replace(")", "%29")
    for picture in soup.find_all("img"):
        address = pictures(str(picture.get("src") or "").strip())
        if address:
            picture["src"] = address
        else:
            picture.replace_with(str(picture.get("alt") or ""))


class _Writer(MarkdownConverter):
    """markdownify, with less escaped: editors read the text as it is written."""

    class Options:
        heading_style = ATX
        bullets = "-"
        autolinks = False
        table_infer_header = True
        wrap = True
        wrap_width = None
        keep_inline_images_in = ("td", "th", *HEADINGS)

    def escape(self, text: str, parent_tags: Any = None) -> str:
        text = _LITERAL.sub(r"\\\1", text)
        if parent_tags and {"td", "th"} & set(parent_tags):
            text = text.replace("|", r"\|")
        return _LINE_START.sub(_with_backslash, text)


def _with_backslash(found: re.Match[str]) -> str:
    space, mark = found.groups()
    return f"{space}{mark[:-1]}\\{mark[-1]}"


def _tidy(text: str) -> str:
    lines = [line.rstrip() for line in text.replace("\u00a0", " ").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
