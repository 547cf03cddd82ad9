"""What a phone menu is made of. A tree is data: it can be saved, compared and walked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

DIGITS = "1234567890*#"
EMPTY: Mapping[str, Any] = MappingProxyType({})
DEFAULT_PRIORITY = 50


class Kind(StrEnum):
    """What happens at a node."""

    SAY = "say"  # Says something and goes on.
    MENU = "menu"  # Says what the keys are for, and waits for one.
    LANGUAGE = "language"  # Each language says its own key.
    HOURS = "hours"  # Goes one way when the desk is open, another when it is closed.
    QUEUE = "queue"  # Waits for a guide.
    CALLBACK = "callback"  # Offers to ring back, the place in the queue kept.
    RECORD = "record"  # Takes a spoken message.
    HANG_UP = "hang_up"  # Says goodbye.


@dataclass(frozen=True, kw_only=True)
class Node:
    """One place in the menu. Which fields count depends on the kind, see USES."""

    key: str
    kind: Kind
    title: str = ""
    # By language: what is read aloud, and the recording (by number) that is played in its place.
    say: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    recordings: Mapping[str, int] = field(default_factory=lambda: EMPTY)
    done: Mapping[str, str] = field(default_factory=lambda: EMPTY)  # Said when it was accepted.
    # Digit → node; at LANGUAGE digit → language, or ">" and a node, for those whose language has
    # no texts here; at CALLBACK the one digit that says yes → anything.
    keys: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    next: str = ""  # At HOURS: when open. At CALLBACK: when declined.
    closed: str = ""
    silent: str = ""  # At MENU: where those go who press nothing.
    repeat: int = 3
    reason: str = ""  # At QUEUE: the name of a contact reason, or none.
    language: str = ""  # At QUEUE: that language, whatever was chosen.
    priority: int | None = None  # At QUEUE: lower comes first; None = as the reason says.

    @property
    def name(self) -> str:
        return self.title or self.key

    @property
    def asks(self) -> bool:
        """Does it wait for a key before it goes on?"""
        return self.kind in ASKING

    @property
    def is_human(self) -> bool:
        """Does a person take over from here, now or later?"""
        return self.kind in HUMAN

    def after_key(self) -> Iterator[str]:
        """The nodes that keys lead to."""
        if self.kind in (Kind.MENU, Kind.QUEUE):
            yield from self.keys.values()
        elif self.kind is Kind.LANGUAGE:
            yield from (led for led in map(led_to, self.keys.values()) if led)
            yield self.next

    def unasked(self) -> Iterator[str]:
        """The nodes that are come to without any key being pressed."""
        yield from (
            getattr(self, name) for name in UNASKED.get(self.kind, ()) if getattr(self, name)
        )

    def targets(self) -> Iterator[str]:
        yield from self.after_key()
        yield from self.unasked()


def led_to(value: str) -> str:
    """The node that a key at LANGUAGE leads to; "" where it chooses a language."""
    return value[1:] if value.startswith(">") else ""


# The fields that a kind makes use of; the rest are left empty.
USES: Mapping[Kind, tuple[str, ...]] = {
    Kind.SAY: ("say", "recordings", "next"),
    Kind.MENU: ("say", "recordings", "keys", "repeat", "silent"),
    Kind.LANGUAGE: ("say", "recordings", "keys", "repeat", "next"),
    Kind.HOURS: ("next", "closed"),
    Kind.QUEUE: ("say", "recordings", "keys", "reason", "language", "priority"),
    Kind.CALLBACK: ("say", "recordings", "keys", "next", "done"),
    Kind.RECORD: ("say", "recordings", "next"),
    Kind.HANG_UP: ("say", "recordings"),
}
# The fields of a kind that name the node it goes on to by itself.
UNASKED: Mapping[Kind, tuple[str, ...]] = {
    Kind.SAY: ("next",),
    Kind.MENU: ("silent",),
    Kind.LANGUAGE: ("next",),
    Kind.HOURS: ("next", "closed"),
    Kind.CALLBACK: ("next",),
    Kind.RECORD: ("next",),
}
ASKING = frozenset({Kind.MENU, Kind.LANGUAGE, Kind.CALLBACK})
HUMAN = frozenset({Kind.QUEUE, Kind.CALLBACK, Kind.RECORD})


@dataclass(frozen=True, kw_only=True)
class Tree:
    """A whole menu. The first language is the one a call begins in."""

    languages: tuple[str, ...]
    start: str
    nodes: Mapping[str, Node]

    @property
    def first_language(self) -> str:
        return self.languages[0] if self.languages else "sv"

    def as_json(self) -> dict[str, Any]:
        """As it is saved; `parsing.parse` reads it back to the same tree."""
        return {
            "languages": list(self.languages),
            "start": self.start,
            "nodes": {key: _node_as_json(node) for key, node in self.nodes.items()},
        }


def _node_as_json(node: Node) -> dict[str, Any]:
    saved: dict[str, Any] = {"kind": node.kind.value}
    if node.title:
        saved["title"] = node.title
    for name in USES[node.kind]:
        value = getattr(node, name)
        if isinstance(value, Mapping):
            value = dict(value)
        if value or value == 0:
            saved[name] = value
    return saved
