"""What differs between two wordings, and that nothing is lost in showing it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hundra.hear.knowledge.differences import Kind, differences, wording_differences
from hundra.hear.knowledge.wording import Link, Wording


def shown(before: str, after: str) -> str:
    marks = {Kind.SAME: "{}", Kind.ADDED: "[+{}+]", Kind.REMOVED: "[-{}-]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in differences(before, after))


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("Det kostar 100 kronor.", "Det kostar 200 kronor.", "Det kostar [-100-][+200+] kronor."),
        ("Ett.\nTvå.", "Ett.\nTvå.\nTre.", "Ett.\nTvå.[+\nTre.+]"),
        ("Ring oss i dag", "Mejla oss i dag", "[-Ring-][+Mejla+] oss i dag"),
        ("svart katt", "vit hund", "[-svart katt-][+vit hund+]"),
        ("lika", "lika", "lika"),
        ("", "nytt", "[+nytt+]"),
    ],
)
def test_the_differing_words_are_marked(before, after, marked):
    assert shown(before, after) == marked


@given(st.text("ab .\n", max_size=60), st.text("ab .\n", max_size=60))
def test_the_pieces_make_both_texts_whole(before, after):
    pieces = differences(before, after)
    old = "".join(piece.text for piece in pieces if piece.kind is not Kind.ADDED)
    new = "".join(piece.text for piece in pieces if piece.kind is not Kind.REMOVED)
    assert (old, new) == (before, after)


def test_long_texts_rewritten_whole_take_no_time():
    before, after = " ".join(map(str, range(7000))), " ".join(map(str, range(7000, 14000)))
    began = time.process_time()
    differences(before, after)
    assert time.process_time() - began < 1


def test_only_the_parts_that_differ_are_told():
    link = Link(kind="page", label="Mer", url="https://e.example/")
    before = Wording(title="Titel", steps=("Ett",), change_note="förr")
    after = Wording(title="Titel", steps=("Ett", "Två"), links=(link,), change_note="nu")

    assert [part.name for part in wording_differences(before, after)] == ["steps", "links"]
