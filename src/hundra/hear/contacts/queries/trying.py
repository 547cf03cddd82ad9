"""A menu walked by keys in the browser: what a caller would hear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hundra.core.ui.languages import language_name
from hundra.hear.contacts.menus.tree import DIGITS, Tree
from hundra.hear.contacts.menus.walking import Menu, Part, Step, Utterance, Wants

MOST_KEYS = 60
NOTHING = "-"
RIGHT_TO_LEFT = {"ar", "fa", "prs", "ckb"}


@dataclass(frozen=True)
class Heard:
    """One thing said."""

    text: str
    language: str
    language_name: str
    direction: str
    is_recorded: bool
    is_crisis: bool


@dataclass(frozen=True)
class Turn:
    """What was pressed, and what was heard then."""

    pressed: str
    heard: tuple[Heard, ...]


@dataclass(frozen=True)
class Trial:
    """The whole call so far. `standing` tells what is waited for; `keys` what can be pressed."""

    turns: tuple[Turn, ...]
    standing: str
    place: str
    keys: tuple[str, ...]
    is_over: bool
    is_recording: bool


def walk(tree: Tree, *, pressed: Sequence[str], is_open: bool, crisis: Mapping[str, str]) -> Trial:
    """Walks from the beginning through all that was pressed; what makes no sense is left out."""
    menu = Menu(tree=tree, is_open=is_open, crisis=crisis)
    step = menu.begin()
    turns = [Turn("", _heard(step))]
    for key in pressed[:MOST_KEYS]:
        if step.is_settled or (key != NOTHING and key not in set(DIGITS)):
            break
        step = _next(menu, step, "" if key == NOTHING else key)
        turns.append(Turn(_("nothing") if key == NOTHING else key, _heard(step)))
    node = tree.nodes.get(step.place.node)
    return Trial(
        turns=tuple(turns),
        standing=_standing(step, tree),
        place=node.name if node else "",
        keys=tuple(DIGITS),
        is_over=step.is_settled,
        is_recording=step.wants is Wants.MESSAGE,
    )


def _next(menu: Menu, step: Step, key: str) -> Step:
    if step.wants is Wants.MESSAGE:
        return menu.go_on(step.place)
    return menu.press(step.place, key)


def _heard(step: Step) -> tuple[Heard, ...]:
    return tuple(_each(step.said))


def _each(said: Sequence[Utterance]) -> Iterator[Heard]:
    for one in said:
        yield Heard(
            text=one.text or _("(a recording)"),
            language=one.language,
            language_name=language_name(one.language),
            direction="rtl" if one.language in RIGHT_TO_LEFT else "ltr",
            is_recorded=one.recording is not None,
            is_crisis=one.part is Part.CRISIS,
        )


def _standing(step: Step, tree: Tree) -> str:
    node = tree.nodes.get(step.place.node)
    if step.wants is Wants.GUIDE and node is not None:
        spoken = language_name(node.language or step.place.language)
        reason = node.reason or _("any reason")
        return _("Waits for a guide: %(reason)s, in %(language)s.") % {
            "reason": reason,
            "language": spoken,
        }
    return {
        Wants.KEY: _("Waits for a key."),
        Wants.MESSAGE: _("Records a message after the tone."),
        Wants.CALLBACK: _("The call ends. They are rung back when it is their turn."),
        Wants.END: _("The call ends."),
    }.get(step.wants, "")
