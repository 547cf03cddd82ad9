"""Where a call is in its menu, read and written."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from hundra.hear.contacts import hours
from hundra.hear.contacts.menus.parsing import parse
from hundra.hear.contacts.menus.plain import PLAIN
from hundra.hear.contacts.menus.tree import Tree
from hundra.hear.contacts.menus.walking import Menu, Place, Step, Utterance
from hundra.hear.contacts.models import Call, Desk, MenuVersion
from hundra.hear.contacts.telephony import Sound


@lru_cache(maxsize=32)
def _published(menu_id: int) -> Tree:
    """A version that calls use never changes any more."""
    return parse(MenuVersion.objects.values_list("tree", flat=True).get(pk=menu_id))[0]


def tree_of(call: Call) -> Tree:
    return PLAIN if call.menu_id is None else _published(call.menu_id)


def menu_of(call: Call, at: datetime) -> Menu:
    """The call's menu as it is now: open or closed, with the crisis message of the moment."""
    desk = call.contact.desk
    return Menu(tree=tree_of(call), is_open=hours.is_open(desk, at), crisis=desk.crisis)


def place_of(call: Call) -> Place:
    return Place(call.place, call.language, call.tries)


def move(call: Call, step: Step) -> None:
    """The call is where the step led."""
    call.place = step.place.node
    call.language = step.place.language
    call.tries = step.place.tries
    call.met_closed = call.met_closed or step.is_closed
    call.save(update_fields=["place", "language", "tries", "met_closed"])


def sounds(call: Call, said: tuple[Utterance, ...]) -> tuple[Sound, ...]:
    return tuple(Sound(call.contact.desk_id, call.menu_id, each) for each in said)


def menu_in_use(desk: Desk) -> MenuVersion | None:
    """The version published last."""
    return (
        MenuVersion.objects.filter(desk=desk, published_at__isnull=False)
        .order_by("-published_at", "-pk")
        .first()
    )
