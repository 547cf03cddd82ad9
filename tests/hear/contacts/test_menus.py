"""The phone menu as data: read, checked, walked and compared. No database."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.telephony import small

from hundra.hear.contacts.menus import wording
from hundra.hear.contacts.menus.checking import check, faults_of
from hundra.hear.contacts.menus.differences import Change, differences
from hundra.hear.contacts.menus.faults import Code, Fault
from hundra.hear.contacts.menus.parsing import parse
from hundra.hear.contacts.menus.tree import DIGITS, USES, Kind
from hundra.hear.contacts.menus.walking import Menu, Part, Place, Utterance, Wants


def menu(*, is_open: bool = True, crisis: dict[str, str] | None = None) -> Menu:
    tree, faults = parse(small())
    assert faults == []
    return Menu(tree=tree, is_open=is_open, crisis=crisis or {})


def changed(node: str, **fields: Any) -> dict[str, Any]:
    data = small()
    data["nodes"][node].update(fields)
    return data


def codes(data: object) -> set[tuple[Code, str]]:
    return {(fault.code, fault.node) for fault in faults_of(data)}


# --- Reading ---


def test_a_saved_tree_is_read_back_as_it_was() -> None:
    tree, _ = parse(small())
    again, faults = parse(json.loads(json.dumps(tree.as_json())))
    assert (again, faults) == (tree, [])


def test_the_small_menu_is_without_faults() -> None:
    assert faults_of(small(), reasons={"skola"}, recordings=set()) == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (None, Code.NOT_A_MENU),
        ([], Code.NOT_A_MENU),
        ({}, Code.NO_NODES),
        ({"nodes": {"a b": {"kind": "say"}}}, Code.BAD_NODE_KEY),
        ({"nodes": {"a": {"kind": "sing"}}}, Code.UNKNOWN_KIND),
        ({"nodes": {"a": 7}}, Code.UNKNOWN_KIND),
        ({"nodes": {"a": {"kind": "say", "say": "text"}}}, Code.BAD_FIELD),
        ({"nodes": {"a": {"kind": "menu", "repeat": True}}}, Code.BAD_FIELD),
        ({"languages": ["swedish"]}, Code.BAD_LANGUAGE),
        ({"languages": []}, Code.NO_LANGUAGE),
        ({"nodes": {f"n{i}": {"kind": "hang_up"} for i in range(201)}}, Code.TOO_MANY_NODES),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_told(data: object, code: Code) -> None:
    assert code in {fault.code for fault in faults_of(data)}


# --- Checking ---


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (changed("val", keys={"1": "borta"}), (Code.UNKNOWN_NODE, "val")),
        (changed("val", keys={}), (Code.NO_KEYS, "val")),
        (changed("val", keys={"12": "skola"}), (Code.BAD_KEY, "val")),
        (changed("val", keys={"1": ""}), (Code.NO_TARGET, "val")),
        (changed("val", silent=""), (Code.NO_TARGET, "val")),
        (changed("val", repeat=0), (Code.BAD_REPEAT, "val")),
        (changed("tider", closed="val"), (Code.UNREACHABLE, "stangt")),
        (changed("val", say={"sv": "Bara svenska"}), (Code.MISSING_TEXT, "val")),
        (changed("ring-upp", done={"sv": "Ja"}), (Code.MISSING_TEXT, "ring-upp")),
        (changed("ring-upp", keys={"1": "", "2": ""}), (Code.ONE_KEY, "ring-upp")),
        (changed("val", say={"sv": "x" * 1001, "en": "y"}), (Code.TOO_LONG, "val")),
        (changed("sprak", keys={"1": "sv", "2": "de"}), (Code.UNKNOWN_LANGUAGE, "sprak")),
        (changed("sprak", keys={"1": "sv", "2": ">borta"}), (Code.UNKNOWN_NODE, "sprak")),
        (changed("val", silent="val"), (Code.ENDLESS, "val")),
        (changed("stangt", next="valkommen"), (Code.ENDLESS, "valkommen")),
        ({**small(), "start": "borta"}, (Code.NO_START, "")),
    ],
    ids=lambda value: f"{value[0]}-{value[1]}" if isinstance(value, tuple) else "",
)
def test_each_fault_is_found(data: dict[str, Any], fault: tuple[Code, str]) -> None:
    assert fault in codes(data)


def test_before_a_language_is_chosen_only_the_first_is_needed() -> None:
    assert (Code.MISSING_TEXT, "valkommen") not in codes(small())


def test_a_menu_whose_keys_lead_to_nobody_is_told() -> None:
    data = small()
    data["nodes"]["val"] = {
        "kind": "menu",
        "say": {"sv": "Tryck 1.", "en": "Press 1."},
        "keys": {"1": "hej"},
        "silent": "hej",
    }
    assert {(Code.NO_HUMAN, "val"), (Code.NO_QUEUE, "")} <= codes(data)


def test_reasons_and_recordings_must_be_the_desks_own() -> None:
    data = changed("skola", recordings={"sv": 7}, language="de")
    found = {f.code for f in faults_of(data, reasons={"vatten"}, recordings={8}, languages={"sv"})}
    assert found == {Code.UNKNOWN_REASON, Code.UNKNOWN_RECORDING, Code.UNKNOWN_LANGUAGE}


@pytest.mark.parametrize("code", list(Code))
def test_every_fault_is_a_sentence(code: Code) -> None:
    tree, _ = parse(small())
    said = wording.fault(Fault(code, "val", "en", {"most": "9", "key": "1"}), tree)
    assert said.endswith(".")
    assert "%(" not in said


# --- Walking ---


def test_a_call_begins_with_the_first_language_and_asks_for_one() -> None:
    step = menu().begin()
    assert step.wants is Wants.KEY
    assert step.place == Place("sprak", "sv")
    assert [said.text for said in step.said] == [
        "Välkommen.",
        "För svenska, tryck 1.",
        "For English, press 2.",
    ]


def test_the_chosen_language_is_spoken_from_then_on() -> None:
    step = menu().press(Place("sprak", "sv"), "2")
    assert step.place == Place("val", "en")
    assert [said.text for said in step.said] == ["School 1, other 2."]


def test_a_language_without_texts_has_a_key_of_its_own_to_its_queue() -> None:
    data = changed("sprak", keys={"1": "sv", "2": "en", "3": ">farsi"})
    data["nodes"]["farsi"] = {"kind": "queue", "say": {"sv": "Vänta."}, "language": "fa"}
    tree, _ = parse(data)
    assert check(tree) == []
    step = Menu(tree=tree, is_open=True).press(Place("sprak", "sv"), "3")
    assert (step.wants, step.place) == (Wants.GUIDE, Place("farsi", "sv"))


def test_the_right_queue_is_come_to() -> None:
    step = menu().press(Place("val", "en"), "1")
    assert (step.wants, step.place) == (Wants.GUIDE, Place("skola", "en"))


def test_a_wrong_key_or_none_is_asked_again_and_then_helped_on() -> None:
    walked = menu()
    first = walked.press(Place("sprak", "sv"), "7")
    assert (first.place, first.wants) == (Place("sprak", "sv", 1), Wants.KEY)
    assert len(first.said) == 2
    second = walked.press(first.place, "")
    assert second.place == Place("val", "sv")


def test_when_closed_the_closed_message_is_said_and_a_message_taken() -> None:
    step = menu(is_open=False).press(Place("sprak", "sv"), "1")
    assert (step.wants, step.is_closed) == (Wants.MESSAGE, True)
    assert [said.text for said in step.said] == ["Det är stängt.", "Lämna ett meddelande."]
    end = menu(is_open=False).go_on(step.place)
    assert (end.wants, [said.text for said in end.said]) == (Wants.END, ["Hej då."])


def test_a_crisis_message_comes_first_and_again_in_the_chosen_language() -> None:
    walked = menu(crisis={"sv": "Koka vattnet.", "en": "Boil the water."})
    first = walked.begin().said[0]
    assert first == Utterance(Part.CRISIS, "sv", "Koka vattnet.")
    english = walked.press(Place("sprak", "sv"), "2").said[0]
    assert english == Utterance(Part.CRISIS, "en", "Boil the water.")
    assert walked.press(Place("sprak", "sv"), "1").said[0].part is Part.SAY


def test_a_crisis_message_in_another_language_is_better_than_none() -> None:
    assert menu(crisis={"en": "Boil the water."}).begin().said[0].language == "en"


def test_a_callback_is_accepted_with_the_key_and_declined_with_any_other() -> None:
    offer = menu().press(Place("skola", "sv"), "1")
    assert (offer.wants, offer.place.node) == (Wants.KEY, "ring-upp")
    accepted = menu().press(offer.place, "1")
    assert (accepted.wants, accepted.said[0].text) == (Wants.CALLBACK, "Vi ringer upp.")
    declined = menu().press(offer.place, "")
    assert (declined.wants, declined.place.node) == (Wants.GUIDE, "skola")


def test_a_recording_is_played_in_place_of_its_text() -> None:
    tree, _ = parse(changed("hej", recordings={"sv": 7}))
    said = Menu(tree=tree, is_open=True).again(Place("hej", "sv")).said
    assert said == (Utterance(Part.SAY, "sv", "Hej då.", "hej", 7),)


# On a machine that is busy, drawing examples may take its time.
unhurried = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)

# Any tree, sound or not, as an editor half-way through, a hostile file or an old version holds it.
KEYS = st.sampled_from(["a", "b", "c", "d", "e", ""])
TEXTS = st.dictionaries(st.sampled_from(["sv", "en", "ar"]), st.text(max_size=3), max_size=3)
NODES: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {"kind": st.sampled_from(list(Kind)).map(str)},
    optional={
        "say": TEXTS,
        "done": TEXTS,
        "next": KEYS,
        "closed": KEYS,
        "silent": KEYS,
        "repeat": st.integers(-1, 6),
        "keys": st.dictionaries(
            st.sampled_from(DIGITS),
            st.one_of(KEYS, st.sampled_from(["sv", "en", ">a", ">"])),
            max_size=4,
        ),
    },
)
TREES = st.fixed_dictionaries(
    {
        "languages": st.lists(st.sampled_from(["sv", "en", "ar"]), max_size=3),
        "start": KEYS,
        "nodes": st.dictionaries(KEYS.filter(bool), NODES, max_size=5),
    }
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=10,
)


@unhurried
@given(TREES, st.lists(st.sampled_from([*DIGITS, "", "12", "x"]), max_size=12), st.booleans())
def test_no_keys_lead_outside_the_menu_and_every_step_comes_to_a_stop(
    data: dict[str, Any], keys: list[str], is_open: bool
) -> None:
    tree, _ = parse(data)
    walked = Menu(tree=tree, is_open=is_open, crisis={"sv": "Kris"})
    step = walked.begin()
    for digit in keys:
        if step.is_settled:
            break
        assert step.place.node in tree.nodes
        assert len(step.passed) <= len(tree.nodes)
        step = (
            walked.go_on(step.place)
            if step.wants is Wants.MESSAGE
            else walked.press(step.place, digit)
        )


PLACES = st.sampled_from(sorted(small()["nodes"]))


@unhurried
@given(
    st.dictionaries(st.sampled_from(DIGITS), PLACES, min_size=1, max_size=4),
    st.tuples(PLACES, PLACES, PLACES, PLACES),
    st.booleans(),
)
def test_in_a_faultless_menu_who_presses_nothing_comes_to_a_person_or_a_goodbye(
    keys: dict[str, str], ways: tuple[str, str, str, str], is_open: bool
) -> None:
    data = changed("val", keys=keys, silent=ways[0])
    data["nodes"]["tider"] |= {"next": ways[1], "closed": ways[2]}
    data["nodes"]["stangt"]["next"] = ways[3]
    tree, _ = parse(data)
    if Code.ENDLESS in {fault.code for fault in check(tree)}:
        return
    walked = Menu(tree=tree, is_open=is_open)
    step, steps = walked.begin(), 0
    while step.wants in (Wants.KEY, Wants.MESSAGE):
        step = (
            walked.go_on(step.place)
            if step.wants is Wants.MESSAGE
            else walked.press(step.place, "")
        )
        steps += 1
        assert steps <= 5 * len(tree.nodes)


@unhurried
@given(JSON)
def test_whatever_is_saved_is_read_without_falling_over(data: object) -> None:
    tree, _ = parse(data)
    for fault in faults_of(data):
        wording.fault(fault, tree)


# Almost menus: everything has its name, and anything at all stands under it.
NEARLY = st.fixed_dictionaries(
    {},
    optional={
        "languages": JSON | st.lists(JSON | st.just("sv"), max_size=3),
        "start": JSON | st.just("a"),
        "nodes": st.dictionaries(
            st.sampled_from(["a", "b"]) | st.text(max_size=3),
            st.dictionaries(
                st.sampled_from(
                    ["kind", "title", *sorted({name for u in USES.values() for name in u})]
                ),
                JSON | st.sampled_from(list(Kind)).map(str),
                max_size=6,
            ),
            max_size=3,
        ),
    },
)


@unhurried
@given(NEARLY)
def test_whatever_stands_where_something_else_should_is_told(data: object) -> None:
    tree, _ = parse(data)
    for fault in faults_of(data):
        wording.fault(fault, tree)


@pytest.mark.parametrize("kind", [[], {}, ["menu"], 1, None, True], ids=repr)
def test_a_kind_that_is_no_text_is_told(kind: object) -> None:
    _tree, faults = parse({"languages": ["sv"], "start": "a", "nodes": {"a": {"kind": kind}}})
    assert (Code.UNKNOWN_KIND, "a") in {(fault.code, fault.node) for fault in faults}


# --- Comparing ---


def test_the_same_menu_does_not_differ() -> None:
    tree, _ = parse(small())
    assert differences(tree, tree) == []


def test_differences_are_told_by_step_field_and_language() -> None:
    old, _ = parse(small())
    data = changed("hej", say={"sv": "Hej så länge.", "en": "Goodbye."})
    data["nodes"]["ny"] = {"kind": "hang_up"}
    del data["nodes"]["annat"]
    data["nodes"]["val"]["keys"] = {"1": "skola", "2": "ny", "9": "val"}
    data["languages"] = ["sv", "en", "ar"]
    new, _ = parse(data)
    found = differences(old, new)
    assert [(d.change, d.node, d.field, d.part, d.before, d.after) for d in found] == [
        (Change.LANGUAGES, "", "", "", "sv, en", "sv, en, ar"),
        (Change.FIELD, "val", "keys", "2", "annat", "ny"),
        (Change.FIELD, "hej", "say", "sv", "Hej då.", "Hej så länge."),
        (Change.ADDED, "ny", "", "", "", "ny"),
        (Change.REMOVED, "annat", "", "", "annat", ""),
    ]
    said = [wording.difference(each, old, new) for each in found]
    assert said[1] == ("”Ämnen”: Knapp 2", "”annat”", "”ny”")
