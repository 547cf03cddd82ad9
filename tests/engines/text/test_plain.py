"""Texts from outside lose what cannot be seen but does harm, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from hundra.engines.text import parts_of, plain_letters, plain_text


def test_controls_and_forced_directions_go_and_letters_stay():
    assert plain_text("a\0b\x1b[31m\u202egnp\u202c\r\nÅ🙂 שלום") == "ab[31mgnp\nÅ🙂 שלום"


def test_at_most_one_empty_line_and_four_marks_on_a_letter():
    assert plain_text("a\n\n\n\n\nb") == "a\n\nb"
    assert plain_text("e" + "\u0301" * 40).count("\u0301") <= 4


def test_plain_letters():
    assert plain_letters("Äldre På Ølen É") == "aldre pa olen e"


def test_parts_of_a_compound_hold_its_words():
    assert {"äldre", "omsorg"} <= set(parts_of("äldreomsorg"))
    assert {"trygghet", "larm"} <= set(parts_of("trygghetslarm"))
    assert parts_of("bänk") == []


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert plain_text(plain_text(text)) == plain_text(text)
