"""The menus and the first page's cards. Apps register theirs in AppConfig.ready()."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

Rule = Callable[[Any], bool]
Text = Any  # A string or a lazy translation of one.

SECTIONS: dict[str, tuple[Text, str]] = {
    "hear": (_("Listen"), "ear"),
    "improve": (_("Improve"), "sprout"),
    "measure": (_("Measure"), "chart-line"),
    "show": (_("Show"), "megaphone"),
    "run": (_("Operation"), "settings"),
}


@dataclass(frozen=True)
class Item:
    section: str
    label: Text
    url_name: str
    rule: Rule
    icon: str = ""
    order: int = 50
    kwargs: Mapping[str, object] = field(default_factory=dict)
    covers: Sequence[str] = ()


@dataclass(frozen=True)
class Card:
    """A figure on the first page that leads to its list."""

    label: Text
    count: Callable[[Any], int]
    url_name: str
    rule: Rule
    note: Text = ""
    icon: str = ""
    order: int = 50
    section: str = ""
    query: str = ""

    @property
    def url(self) -> str:
        return reverse(self.url_name) + self.query


@dataclass(frozen=True)
class Link:
    """A place in the public header or footer, or in the account menu."""

    label: Text
    url_name: str
    place: str
    icon: str
    order: int


@dataclass(frozen=True)
class MenuItem:
    label: Text
    url: str
    icon: str
    current: bool


@dataclass(frozen=True)
class MenuSection:
    name: str
    label: Text
    icon: str
    items: list[MenuItem]

    @property
    def current(self) -> bool:
        return any(item.current for item in self.items)


@dataclass(frozen=True)
class ShownCard:
    label: Text
    value: int
    url: str
    note: Text
    icon: str


_items: list[Item] = []
_cards: list[Card] = []
_links: list[Link] = []


def register(
    *,
    section: str,
    label: Text,
    url_name: str,
    rule: Rule,
    icon: str = "",
    order: int = 50,
    kwargs: Mapping[str, object] | None = None,
    covers: Sequence[str] = (),
) -> None:
    """Adds a place to the work side's menu, shown to those whom `rule(user)` lets in.

    `covers` are names of addresses elsewhere that belong to the same place, such as its tabs.
    """
    if section not in SECTIONS:
        raise ValueError(f"no such section: {section}")
    _items.append(Item(section, label, url_name, rule, icon, order, kwargs or {}, covers))


def register_card(
    *,
    label: Text,
    count: Callable[[Any], int],
    url_name: str,
    rule: Rule,
    note: Text = "",
    icon: str = "",
    order: int = 50,
    section: str = "",
    query: str = "",
) -> None:
    """Adds a card to the work side's first page: `count(user)` is shown and leads to the list.

    `query` is added to the address, such as "?state=new".
    """
    _cards.append(Card(label, count, url_name, rule, note, icon, order, section, query))


def register_link(
    *, place: str, label: Text, url_name: str, icon: str = "", order: int = 50
) -> None:
    """Adds a link to the public `header` or `footer`, or to the signed-in user's `account` menu."""
    if place not in ("header", "footer", "account"):
        raise ValueError(f"no such place: {place}")
    _links.append(Link(label, url_name, place, icon, order))


def links(place: str, path: str = "") -> list[MenuItem]:
    return [
        MenuItem(link.label, url, link.icon, current=bool(path) and path.startswith(url))
        for link in sorted(_links, key=lambda link: link.order)
        if link.place == place and (url := _address(link))
    ]


def menu(user: Any, path: str) -> list[MenuSection]:
    """The sections that hold something for the user; the place nearest to `path` is current."""
    allowed = [item for item in _items if item.rule(user)]
    addresses = {id(item): _address(item) for item in allowed}
    current = _nearest(allowed, path)
    sections = []
    for name, (label, icon) in SECTIONS.items():
        items = [
            MenuItem(item.label, url, item.icon, current=item is current)
            for item in sorted(allowed, key=lambda item: item.order)
            if item.section == name and (url := addresses[id(item)])
        ]
        if items:
            sections.append(MenuSection(name, label, icon, items))
    return sections


def _nearest(items: Sequence[Item], path: str) -> Item | None:
    """The item with the longest address that `path` begins with."""
    places = [
        (len(url), item)
        for item in items
        for url in (_address(item), *map(reverse, item.covers))
        if url and path.startswith(url)
    ]
    return max(places, key=lambda place: place[0], default=(0, None))[1]


def _address(item: Item | Link) -> str:
    return reverse(item.url_name, kwargs=dict(getattr(item, "kwargs", {})))


def cards(user: Any) -> list[ShownCard]:
    """The first page's cards for the user; one count each."""
    return [
        ShownCard(card.label, card.count(user), card.url, card.note, card.icon)
        for card in sorted(_cards, key=lambda card: card.order)
        if card.rule(user)
    ]
