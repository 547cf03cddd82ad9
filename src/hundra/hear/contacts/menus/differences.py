"""What differs between two versions of a phone menu."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hundra.hear.contacts.menus.tree import USES, Node, Tree

COMPARED = ("title", *dict.fromkeys(name for names in USES.values() for name in names))


class Change(StrEnum):
    LANGUAGES = "languages"
    START = "start"
    ADDED = "added"
    REMOVED = "removed"
    KIND = "kind"
    FIELD = "field"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that differs. `part` is the language or the key of a text or a key that differs."""

    change: Change
    node: str = ""
    field: str = ""
    part: str = ""
    before: str = ""
    after: str = ""


def differences(old: Tree, new: Tree) -> list[Difference]:
    """In the order of the new version, what was removed last."""
    return list(_differences(old, new))


def _differences(old: Tree, new: Tree) -> Iterator[Difference]:
    if old.languages != new.languages:
        before, after = ", ".join(old.languages), ", ".join(new.languages)
        yield Difference(change=Change.LANGUAGES, before=before, after=after)
    if old.start != new.start:
        yield Difference(change=Change.START, before=old.start, after=new.start)
    for key, node in new.nodes.items():
        if key in old.nodes:
            yield from _of_node(old.nodes[key], node)
        else:
            yield Difference(change=Change.ADDED, node=key, after=node.name)
    for key, node in old.nodes.items():
        if key not in new.nodes:
            yield Difference(change=Change.REMOVED, node=key, before=node.name)


def _of_node(old: Node, new: Node) -> Iterator[Difference]:
    if old.kind is not new.kind:
        yield Difference(change=Change.KIND, node=new.key, before=old.kind, after=new.kind)
    for name in COMPARED:
        before, after = getattr(old, name), getattr(new, name)
        if before == after:
            continue
        if isinstance(before, Mapping):
            for part in sorted({*before, *after}):
                was, now = str(before.get(part, "")), str(after.get(part, ""))
                if was != now:
                    yield Difference(
                        change=Change.FIELD,
                        node=new.key,
                        field=name,
                        part=part,
                        before=was,
                        after=now,
                    )
        else:
            yield Difference(
                change=Change.FIELD,
                node=new.key,
                field=name,
                before="" if before is None else str(before),
                after="" if after is None else str(after),
            )
