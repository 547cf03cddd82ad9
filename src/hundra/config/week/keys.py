"""Which keys lead through a phone menu to the line that a caller wants."""

from __future__ import annotations

from collections import deque

from hundra.hear.contacts.menus.tree import Kind, Tree
from hundra.hear.contacts.menus.walking import Menu, Place, Step, Wants

MOST_KEYS = 6


def keys_to(tree: Tree, *, language: str, reason: str) -> list[str]:
    """The fewest keys to a line in the language, with the reason if there is one.

    Without a line in the language the caller goes to whichever line takes the fewest keys.
    """
    best: tuple[int, list[str]] | None = None
    menu = Menu(tree=tree, is_open=True)
    for keys, place in _lines(menu):
        node = tree.nodes[place.node]
        spoken = node.language or place.language
        fit = (spoken == language) * 4 + (node.reason == reason) * 2 + (not node.reason)
        if best is None or fit > best[0]:
            best = (fit, keys)
    return best[1] if best else []


def _lines(menu: Menu) -> list[tuple[list[str], Place]]:
    """Every line, by the fewest keys that lead there."""
    found: list[tuple[list[str], Place]] = []
    seen: set[tuple[str, str]] = set()
    left: deque[tuple[list[str], Step]] = deque([([], menu.begin())])
    while left:
        keys, step = left.popleft()
        here = (step.place.node, step.place.language)
        if here in seen or len(keys) > MOST_KEYS:
            continue
        seen.add(here)
        if step.wants is Wants.GUIDE:
            found.append((keys, step.place))
        elif step.wants is Wants.KEY:
            node = menu.tree.nodes[step.place.node]
            if node.kind is not Kind.CALLBACK:
                left.extend(([*keys, key], menu.press(step.place, key)) for key in node.keys)
    return found
