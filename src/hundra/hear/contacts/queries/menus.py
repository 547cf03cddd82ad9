"""The phone menus of a desk, for those who edit them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from hundra.core.accounts.rules import Actor
from hundra.core.ui.languages import language_name
from hundra.hear.contacts import rules, telephony
from hundra.hear.contacts.menus import wording
from hundra.hear.contacts.menus.checking import faults_of
from hundra.hear.contacts.menus.differences import differences
from hundra.hear.contacts.menus.faults import Fault
from hundra.hear.contacts.menus.parsing import parse
from hundra.hear.contacts.menus.plain import PLAIN
from hundra.hear.contacts.menus.tree import DIGITS, Kind, Node, Tree, led_to
from hundra.hear.contacts.models import Channel, Desk, MenuVersion, Recording

SHORT = 160


def desks_of(user: Actor) -> list[Desk]:
    """The desks whose menus the user may edit."""
    desks = Desk.objects.select_related("unit").filter(is_active=True)
    taking_calls = desks.filter(channels__contains=[Channel.PHONE]).order_by("pk")
    return [desk for desk in taking_calls if rules.may_configure(user, desk)]


@dataclass(frozen=True)
class Standing:
    """A desk, the version that calls meet, and the draft."""

    desk: Desk
    used: MenuVersion | None
    draft: MenuVersion | None


def standings(user: Actor) -> list[Standing]:
    """Of the desks whose menus the user may edit, in a fixed number of queries."""
    desks = desks_of(user)
    found = MenuVersion.objects.filter(desk__in=desks).defer("tree").order_by("published_at", "pk")
    used = {version.desk_id: version for version in found if version.published_at}
    drafts = {version.desk_id: version for version in found if not version.published_at}
    return [Standing(desk, used.get(desk.pk), drafts.get(desk.pk)) for desk in desks]


def in_use(desk: Desk) -> MenuVersion | None:
    """The version that calls meet: the one published last."""
    published = MenuVersion.objects.filter(desk=desk, published_at__isnull=False)
    return published.order_by("-published_at", "-pk").first()


def draft(desk: Desk) -> MenuVersion | None:
    return MenuVersion.objects.filter(desk=desk, published_at=None).order_by("-number").first()


def versions(desk: Desk) -> QuerySet[MenuVersion]:
    """Those that have been in use, the newest first."""
    published = MenuVersion.objects.filter(desk=desk, published_at__isnull=False)
    return published.select_related("published_by").order_by("-published_at", "-pk")


def tree_of(version: MenuVersion | None) -> Tree:
    return PLAIN if version is None else parse(version.tree)[0]


def faults(version: MenuVersion) -> list[Fault]:
    """What must be put right before it can be published."""
    desk = version.desk
    return faults_of(
        version.tree,
        reasons=set(desk.reasons.filter(is_active=True).values_list("reason__name", flat=True)),
        recordings=set(desk.recordings.values_list("pk", flat=True)),
        languages={*desk.languages, *tree_of(version).languages},
    )


def unread(tree: Tree) -> list[str]:
    """Languages in which something is neither recorded nor can be read aloud here."""
    speech = telephony.speech()
    silent = {
        language
        for node in tree.nodes.values()
        for language in {*node.say, *node.done}
        if not speech.can_read(language)
        and (language not in node.recordings or language in node.done)
    }
    return [language_name(code) for code in tree.languages if code in silent]


def recordings_played(desk: Desk) -> set[int]:
    """By the menu in use or the draft."""
    trees = [tree_of(version) for version in (in_use(desk), draft(desk)) if version]
    return {
        number
        for tree in trees
        for node in tree.nodes.values()
        for number in node.recordings.values()
    }


def recordings(desk: Desk) -> QuerySet[Recording]:
    return Recording.objects.filter(desk=desk).order_by("name", "language")


# --- The menu as a list of steps ---


@dataclass(frozen=True)
class Way:
    """One way on from a step: by which key or when, and where to."""

    by: str
    to: str
    key: str  # The step's key; empty where it leads to none.


@dataclass(frozen=True)
class ShownStep:
    """A step as it is listed. `said` is in the menu's first language that it speaks."""

    key: str
    name: str
    kind: str
    code: str
    said: str
    language: str
    ways: tuple[Way, ...]
    is_first: bool
    is_reached: bool
    faults: tuple[str, ...]


def outline(tree: Tree, found: list[Fault]) -> list[ShownStep]:
    """All steps, in the order that calls come to them."""
    order = list(_in_order(tree))
    rest = [key for key in tree.nodes if key not in order]
    return [
        _shown(tree, tree.nodes[key], key in order, [f for f in found if f.node == key])
        for key in [*order, *rest]
    ]


def _in_order(tree: Tree) -> Iterator[str]:
    seen: set[str] = set()
    waiting = [tree.start]
    while waiting:
        key = waiting.pop(0)
        if key in tree.nodes and key not in seen:
            seen.add(key)
            yield key
            waiting.extend(tree.nodes[key].targets())


def _shown(tree: Tree, node: Node, is_reached: bool, found: list[Fault]) -> ShownStep:
    language = next((code for code in tree.languages if node.say.get(code)), "")
    said = node.say.get(language, "")
    return ShownStep(
        key=node.key,
        name=node.name,
        kind=str(wording.KINDS[node.kind]),
        code=node.kind.value,
        said=said if len(said) <= SHORT else f"{said[: SHORT - 1]}…",
        language=language,
        ways=tuple(_ways(tree, node)),
        is_first=node.key == tree.start,
        is_reached=is_reached,
        faults=tuple(wording.fault(fault, tree) for fault in found),
    )


def _ways(tree: Tree, node: Node) -> Iterator[Way]:
    for digit in sorted(node.keys, key=DIGITS.find):
        target = node.keys[digit]
        if node.kind is Kind.LANGUAGE and not led_to(target):
            yield Way(digit, language_name(target), "")
        elif node.kind is not Kind.CALLBACK:
            yield _way(tree, digit, led_to(target) or target)
    for name in ("next", "closed", "silent"):
        target = getattr(node, name)
        if target:
            by = (
                wording.OPEN if node.kind is Kind.HOURS and name == "next" else wording.FIELDS[name]
            )
            yield _way(tree, str(by), target)


def _way(tree: Tree, by: str, target: str) -> Way:
    name = tree.nodes[target].name if target in tree.nodes else target
    return Way(by, name, target if target in tree.nodes else "")


# --- What differs ---


@dataclass(frozen=True)
class ShownDifference:
    what: str
    before: str
    after: str


def compared(old: Tree, new: Tree) -> list[ShownDifference]:
    return [ShownDifference(*wording.difference(each, old, new)) for each in differences(old, new)]
