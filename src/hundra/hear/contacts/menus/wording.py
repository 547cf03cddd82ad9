"""Says kinds, fields, faults and differences of a phone menu to people, in their language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hundra.core.ui.languages import language_name
from hundra.hear.contacts.menus.differences import Change, Difference
from hundra.hear.contacts.menus.faults import Code, Fault
from hundra.hear.contacts.menus.tree import Kind, Tree

KINDS = {
    Kind.SAY: pgettext_lazy("phone menu", "Says something"),
    Kind.MENU: pgettext_lazy("phone menu", "Keys to choose from"),
    Kind.LANGUAGE: pgettext_lazy("phone menu", "Choice of language"),
    Kind.HOURS: pgettext_lazy("phone menu", "Open or closed"),
    Kind.QUEUE: pgettext_lazy("phone menu", "Queue to a guide"),
    Kind.CALLBACK: pgettext_lazy("phone menu", "Offer to be called back"),
    Kind.RECORD: pgettext_lazy("phone menu", "Spoken message"),
    Kind.HANG_UP: pgettext_lazy("phone menu", "Goodbye"),
}
OPEN = pgettext_lazy("phone menu", "When open")
FIELDS = {
    "title": pgettext_lazy("phone menu", "Name"),
    "say": pgettext_lazy("phone menu", "What is said"),
    "recordings": pgettext_lazy("phone menu", "Recording"),
    "done": pgettext_lazy("phone menu", "What is said when it is accepted"),
    "keys": pgettext_lazy("phone menu", "Key"),
    "next": pgettext_lazy("phone menu", "Then"),
    "closed": pgettext_lazy("phone menu", "When closed"),
    "silent": pgettext_lazy("phone menu", "When nothing is pressed"),
    "repeat": pgettext_lazy("phone menu", "How many times it is said"),
    "reason": pgettext_lazy("phone menu", "Reason"),
    "language": pgettext_lazy("phone menu", "Language"),
    "priority": pgettext_lazy("phone menu", "Priority"),
}
SENTENCES = {
    Code.NOT_A_MENU: gettext_lazy("The file holds no phone menu."),
    Code.NO_NODES: gettext_lazy("The menu is empty. Add its first step."),
    Code.TOO_MANY_NODES: gettext_lazy("The menu has more than %(about)s steps."),
    Code.BAD_NODE_KEY: gettext_lazy(
        "“%(about)s” can't name a step: use small letters, digits and hyphens."
    ),
    Code.UNKNOWN_KIND: gettext_lazy("%(node)s is of a kind that does not exist: “%(about)s”."),
    Code.BAD_FIELD: gettext_lazy("%(node)s: “%(field)s” can't be read. Fill it in again."),
    Code.NO_LANGUAGE: gettext_lazy("The menu has no language. Choose at least one."),
    Code.BAD_LANGUAGE: gettext_lazy("“%(about)s” is not the code of a language."),
    Code.NO_START: gettext_lazy("The menu has no first step. Choose where calls begin."),
    Code.UNKNOWN_NODE: gettext_lazy("%(node)s leads to “%(about)s”, which does not exist."),
    Code.NO_TARGET: gettext_lazy("%(node)s leads nowhere (%(field)s). Choose a step."),
    Code.UNREACHABLE: gettext_lazy(
        "No call ever comes to %(node)s. Let a key lead there, or remove it."
    ),
    Code.NO_KEYS: gettext_lazy("%(node)s has no keys to choose from. Add at least one."),
    Code.BAD_KEY: gettext_lazy("%(node)s: “%(about)s” is not a key. Use 0–9, * or #."),
    Code.ONE_KEY: gettext_lazy("%(node)s needs one key that says yes."),
    Code.UNKNOWN_LANGUAGE: gettext_lazy(
        "%(node)s uses %(language)s, which the menu or the desk does not speak."
    ),
    Code.MISSING_TEXT: gettext_lazy("%(node)s says nothing in %(language)s. Write the text."),
    Code.TOO_LONG: gettext_lazy(
        "%(node)s: the text in %(language)s is longer than %(most)s characters."
    ),
    Code.ENDLESS: gettext_lazy(
        "Who presses nothing goes round for ever: %(path)s. Let one of them lead out."
    ),
    Code.NO_HUMAN: gettext_lazy(
        "No key at %(node)s leads to a person. Let at least one way lead to a queue, a callback "
        "or a spoken message."
    ),
    Code.NO_QUEUE: gettext_lazy("The menu leads to no queue, so nobody would ever be answered."),
    Code.UNKNOWN_REASON: gettext_lazy(
        "%(node)s has a reason that the desk does not answer: “%(about)s”."
    ),
    Code.UNKNOWN_RECORDING: gettext_lazy(
        "%(node)s: the recording in %(language)s is gone. Choose another, or none."
    ),
    Code.BAD_REPEAT: gettext_lazy("%(node)s is said 1 to %(about)s times."),
}


def kind(value: str) -> str:
    return str(KINDS[Kind(value)]) if value in set(Kind) else value


def fault(found: Fault, tree: Tree) -> str:
    """One clear sentence that says what to do."""
    further: Mapping[str, str] = found.further or {}
    return str(SENTENCES[found.code]) % {
        "node": _named(found.node, tree),
        "about": found.about,
        "field": FIELDS.get(found.about) or _("key %(key)s") % {"key": found.about},
        "language": language_name(found.about),
        "path": " → ".join(_named(key, tree) for key in found.about.split(" → ")),
        "most": further.get("most", ""),
    }


def difference(found: Difference, old: Tree, new: Tree) -> tuple[str, str, str]:
    """What differs, how it was, and how it is."""
    node = _named(found.node, new if found.node in new.nodes else old)
    if found.change is Change.FIELD:
        return _field(found, node, old, new)
    return {
        Change.LANGUAGES: (_("Languages"), found.before, found.after),
        Change.START: (_("First step"), _named(found.before, old), _named(found.after, new)),
        Change.ADDED: (_("New step: %(step)s") % {"step": node}, "", _kind_of(found, new)),
        Change.REMOVED: (_("Removed step: %(step)s") % {"step": node}, _kind_of(found, old), ""),
        Change.KIND: (node, kind(found.before), kind(found.after)),
    }[found.change]


def _kind_of(found: Difference, tree: Tree) -> str:
    return kind(tree.nodes[found.node].kind) if found.node in tree.nodes else ""


def _field(found: Difference, node: str, old: Tree, new: Tree) -> tuple[str, str, str]:
    what = f"{node}: {FIELDS[found.field]}{_part(found)}"
    if found.field in {"next", "closed", "silent", "keys"}:
        return what, _named(found.before, old), _named(found.after, new)
    return what, found.before, found.after


def _part(found: Difference) -> str:
    if not found.part:
        return ""
    return f" {found.part}" if found.field == "keys" else f", {language_name(found.part)}"


def _named(key: str, tree: Tree) -> str:
    return f"”{tree.nodes[key].name}”" if key in tree.nodes else key
