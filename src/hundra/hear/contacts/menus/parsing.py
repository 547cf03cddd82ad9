"""Reads a phone menu from its saved JSON, whatever that holds: faults are told, never raised."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from hundra.hear.contacts.menus.faults import Code, Fault
from hundra.hear.contacts.menus.tree import USES, Kind, Node, Tree

MOST_NODES = 200
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
# ISO 639 and "sgn-swe": what a language's code may look like.
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{3})?")


def parse(data: object) -> tuple[Tree, list[Fault]]:
    """The tree, as much of it as could be read, and what could not."""
    faults: list[Fault] = []
    if not isinstance(data, Mapping):
        return Tree(languages=(), start="", nodes={}), [Fault(Code.NOT_A_MENU)]
    nodes = data.get("nodes")
    if not isinstance(nodes, Mapping) or not nodes:
        faults.append(Fault(Code.NO_NODES))
        nodes = {}
    if len(nodes) > MOST_NODES:
        faults.append(Fault(Code.TOO_MANY_NODES, about=str(MOST_NODES)))
    read: dict[str, Node] = {}
    for key, saved in list(nodes.items())[:MOST_NODES]:
        node = _node(key, saved, faults)
        if node is not None:
            read[node.key] = node
    start = data.get("start")
    return Tree(
        languages=_languages(data.get("languages"), faults),
        start=start if isinstance(start, str) else "",
        nodes=read,
    ), faults


def _languages(saved: object, faults: list[Fault]) -> tuple[str, ...]:
    if not isinstance(saved, list) or not saved:
        faults.append(Fault(Code.NO_LANGUAGE))
        return ()
    read: list[str] = []
    for language in saved:
        if isinstance(language, str) and LANGUAGE.fullmatch(language):
            if language not in read:
                read.append(language)
        else:
            faults.append(Fault(Code.BAD_LANGUAGE, about=str(language)[:40]))
    return tuple(read)


def _node(key: object, saved: object, faults: list[Fault]) -> Node | None:
    if not isinstance(key, str) or not KEY.fullmatch(key):
        faults.append(Fault(Code.BAD_NODE_KEY, about=str(key)[:40]))
        return None
    told = saved.get("kind", "") if isinstance(saved, Mapping) else ""
    # A list or a dictionary cannot be looked for in a set, so what it is comes first.
    if not isinstance(saved, Mapping) or not isinstance(told, str) or told not in set(Kind):
        faults.append(Fault(Code.UNKNOWN_KIND, key, str(told)[:40]))
        return None
    kind = Kind(told)
    fields: dict[str, Any] = {}
    for name in ("title", *USES[kind]):
        if name not in saved:
            continue
        value = READERS[name](saved[name])
        if value is None:
            faults.append(Fault(Code.BAD_FIELD, key, name))
        else:
            fields[name] = value
    return Node(key=key, kind=kind, **fields)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and "\0" not in value else None


def _texts(value: object) -> dict[str, str] | None:
    """Texts by language or by digit, those that are blank left out."""
    if not isinstance(value, Mapping):
        return None
    read = {}
    for name, text in value.items():
        if not isinstance(name, str) or _text(text) is None:
            return None
        read[name] = text.strip()
    return read


def _spoken(value: object) -> dict[str, str] | None:
    read = _texts(value)
    return None if read is None else {name: text for name, text in read.items() if text}


def _numbers(value: object) -> dict[str, int] | None:
    if not isinstance(value, Mapping):
        return None
    if not all(isinstance(name, str) and _number(n) is not None for name, n in value.items()):
        return None
    return dict(value)


def _number(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value


READERS: Mapping[str, Any] = {
    "title": _text,
    "say": _spoken,
    "done": _spoken,
    "keys": _texts,
    "recordings": _numbers,
    "next": _text,
    "closed": _text,
    "silent": _text,
    "repeat": _number,
    "reason": _text,
    "language": _text,
    "priority": _number,
}
