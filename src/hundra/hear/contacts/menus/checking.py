"""Finds everything that is wrong with a phone menu before anybody calls it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from hundra.hear.contacts.menus.faults import Code, Fault
from hundra.hear.contacts.menus.parsing import parse
from hundra.hear.contacts.menus.tree import DIGITS, UNASKED, Kind, Node, Tree, led_to

LONGEST_TEXT = 1000
MOST_REPEATS = 5
SPEAKING = frozenset(Kind) - {Kind.HOURS}
# Kinds whose place in the menu is without use if nothing is said there.
MUST_SPEAK = SPEAKING - {Kind.HANG_UP}
ONE_KEY = 1


def faults_of(
    data: object,
    *,
    reasons: Collection[str] | None = None,
    recordings: Collection[int] | None = None,
    languages: Collection[str] | None = None,
) -> list[Fault]:
    """Every fault of a saved menu, in the order of its nodes.

    `reasons`, `recordings` and `languages` are those that the desk has; None leaves them unchecked.
    """
    tree, faults = parse(data)
    return faults + check(tree, reasons=reasons, recordings=recordings, languages=languages)


def check(
    tree: Tree,
    *,
    reasons: Collection[str] | None = None,
    recordings: Collection[int] | None = None,
    languages: Collection[str] | None = None,
) -> list[Fault]:
    """What is wrong with a tree that could be read."""
    faults = [] if tree.start in tree.nodes else [Fault(Code.NO_START, about=tree.start)]
    heard = languages_heard(tree)
    for node in tree.nodes.values():
        faults += _targets(tree, node)
        faults += _keys(tree, node)
        if node.key not in heard:
            faults.append(Fault(Code.UNREACHABLE, node.key))
        faults += _texts(node, heard.get(node.key, set()), tree)
        faults += _references(node, reasons, recordings, languages)
    faults += _endless(tree)
    faults += _without_human(tree, heard)
    return faults


def languages_heard(tree: Tree) -> dict[str, set[str]]:
    """For each node that a caller can come to: the languages they may have chosen by then."""
    heard: dict[str, set[str]] = {}
    waiting = [(tree.start, tree.first_language)] if tree.start in tree.nodes else []
    while waiting:
        key, language = waiting.pop()
        if language in heard.setdefault(key, set()):
            continue
        heard[key].add(language)
        node = tree.nodes[key]
        waiting += [
            (target, each)
            for target in node.targets()
            if target in tree.nodes
            for each in (language, *_chosen(tree, node, target))
        ]
    return heard


def _chosen(tree: Tree, node: Node, target: str) -> Iterator[str]:
    """The languages that a key may have chosen on the way from the node to the target."""
    if node.kind is Kind.LANGUAGE and target == node.next:
        yield from (each for each in node.keys.values() if each in tree.languages)


def _targets(tree: Tree, node: Node) -> Iterator[Fault]:
    for target in dict.fromkeys(node.targets()):
        if target and target not in tree.nodes:
            yield Fault(Code.UNKNOWN_NODE, node.key, target)
    for name in UNASKED.get(node.kind, ()):
        if not getattr(node, name):
            yield Fault(Code.NO_TARGET, node.key, name)


def _keys(tree: Tree, node: Node) -> Iterator[Fault]:
    for digit in node.keys:
        if len(digit) != ONE_KEY or digit not in DIGITS:
            yield Fault(Code.BAD_KEY, node.key, digit)
    if node.kind in (Kind.MENU, Kind.LANGUAGE) and not node.keys:
        yield Fault(Code.NO_KEYS, node.key)
    if node.kind is Kind.CALLBACK and len(node.keys) != ONE_KEY:
        yield Fault(Code.ONE_KEY, node.key)
    if not 1 <= node.repeat <= MOST_REPEATS:
        yield Fault(Code.BAD_REPEAT, node.key, str(MOST_REPEATS))
    yield from _key_targets(tree, node)


def _key_targets(tree: Tree, node: Node) -> Iterator[Fault]:
    for digit, target in node.keys.items():
        if node.kind is Kind.LANGUAGE and not led_to(target) and target not in tree.languages:
            yield Fault(Code.UNKNOWN_LANGUAGE, node.key, target, {"key": digit})
        elif node.kind in (Kind.MENU, Kind.QUEUE) and not target:
            yield Fault(Code.NO_TARGET, node.key, digit)


def _texts(node: Node, heard: set[str], tree: Tree) -> Iterator[Fault]:
    for language, text in (*node.say.items(), *node.done.items()):
        if len(text) > LONGEST_TEXT:
            yield Fault(Code.TOO_LONG, node.key, language, {"most": str(LONGEST_TEXT)})
    needed = heard
    if node.kind is Kind.LANGUAGE:
        needed = set(node.keys.values())
    for language in tree.languages:
        if language not in needed:
            continue
        if node.kind in MUST_SPEAK and not node.say.get(language):
            yield Fault(Code.MISSING_TEXT, node.key, language)
        if node.kind is Kind.CALLBACK and not node.done.get(language):
            yield Fault(Code.MISSING_TEXT, node.key, language, {"part": "done"})


def _references(
    node: Node,
    reasons: Collection[str] | None,
    recordings: Collection[int] | None,
    languages: Collection[str] | None,
) -> Iterator[Fault]:
    if languages is not None and node.language and node.language not in languages:
        yield Fault(Code.UNKNOWN_LANGUAGE, node.key, node.language)
    if reasons is not None and node.reason and node.reason not in reasons:
        yield Fault(Code.UNKNOWN_REASON, node.key, node.reason)
    for language, number in node.recordings.items():
        if recordings is not None and number not in recordings:
            yield Fault(Code.UNKNOWN_RECORDING, node.key, language)


def _endless(tree: Tree) -> Iterator[Fault]:
    """Circles that a caller who presses nothing would go round in for ever."""
    settled: set[str] = set()
    for start in tree.nodes:
        path: list[str] = []
        stack = [(start, iter([start]))]
        while stack:
            key = next(stack[-1][1], None)
            if key is None:
                stack.pop()
                if path:
                    settled.add(path.pop())
            elif key in path:
                yield Fault(Code.ENDLESS, key, " → ".join([*path[path.index(key) :], key]))
                return
            elif key in tree.nodes and key not in settled:
                path.append(key)
                stack.append((key, tree.nodes[key].unasked()))


def _without_human(tree: Tree, heard: dict[str, set[str]]) -> Iterator[Fault]:
    """Places where keys are asked for, though none of them ever leads to a person."""
    if heard and not any(tree.nodes[key].kind is Kind.QUEUE for key in heard):
        yield Fault(Code.NO_QUEUE)
    reaching = {key for key, node in tree.nodes.items() if node.is_human}
    grown = True
    while grown:
        more = {
            key
            for key, node in tree.nodes.items()
            if key not in reaching and reaching.intersection(node.targets())
        }
        reaching |= more
        grown = bool(more)
    for key in heard:
        if tree.nodes[key].kind in (Kind.MENU, Kind.LANGUAGE) and key not in reaching:
            yield Fault(Code.NO_HUMAN, key)
