"""The demo's phone menus: without faults, and every way through them comes to an end."""

from __future__ import annotations

from collections import deque

import pytest

from hundra.config.demo.content import read_content
from hundra.hear.contacts.menus.checking import faults_of
from hundra.hear.contacts.menus.parsing import parse
from hundra.hear.contacts.menus.tree import DIGITS, Kind
from hundra.hear.contacts.menus.walking import Menu, Place, Wants

DESKS = {desk["slug"]: desk for desk in read_content("contacts")["desk"]}


@pytest.mark.parametrize("slug", list(DESKS))
def test_the_menu_fits_its_desk(slug: str) -> None:
    desk = DESKS[slug]
    faults = faults_of(
        read_content("phone_menus")[slug],
        reasons={reason["name"] for reason in desk["reason"]},
        recordings=(),
        languages=[code for code, _ in desk["languages"]],
    )
    assert faults == []


@pytest.mark.parametrize("slug", list(DESKS))
@pytest.mark.parametrize("is_open", [True, False], ids=["open", "closed"])
def test_every_way_is_walked_and_each_place_says_something_in_its_language(
    slug: str, is_open: bool
) -> None:
    tree, _ = parse(read_content("phone_menus")[slug])
    menu = Menu(tree=tree, is_open=is_open, crisis={"sv": "Viktigt."})
    first = menu.begin()
    seen: set[Place] = set()
    waiting = deque([first])
    ends: set[str] = set()
    while waiting:
        step = waiting.popleft()
        assert step.place.node in tree.nodes
        if step.is_settled:
            ends.add(step.wants)
            continue
        if step.place in seen:
            continue
        seen.add(step.place)
        assert step.said or step.wants is Wants.GUIDE
        pressed = ["", *DIGITS]
        if step.wants is Wants.MESSAGE:
            waiting.append(menu.go_on(step.place))
        else:
            waiting.extend(menu.press(step.place, digit) for digit in pressed)
    queues = {place.node for place in seen if tree.nodes[place.node].kind is Kind.QUEUE}
    all_queues = {key for key, node in tree.nodes.items() if node.kind is Kind.QUEUE}
    if is_open:
        assert queues == all_queues
    assert ends <= {Wants.END, Wants.CALLBACK}


def test_each_reason_and_each_language_of_the_citizens_desk_has_a_queue() -> None:
    tree, _ = parse(read_content("phone_menus")["servicecenter"])
    desk = DESKS["servicecenter"]
    queues = [node for node in tree.nodes.values() if node.kind is Kind.QUEUE]
    assert {node.language for node in queues if node.language} | set(tree.languages) == {
        code for code, _ in desk["languages"]
    }
    # Complaints come under "anything else".
    assert {reason["name"] for reason in desk["reason"]} - {node.reason for node in queues} == {
        "klagomål"
    }
