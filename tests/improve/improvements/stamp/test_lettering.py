import pytest

from hundra.improve.improvements.stamp import lettering
from hundra.improve.improvements.stamp.lettering import Line


@pytest.mark.parametrize("text", ["Åä Öö", "Jielleváárre", "Dželo", "№ 37"])
def test_letters_used_in_sweden_are_drawn(text):
    assert lettering.drawable(text.replace("№", "#")) == text.replace("№", "#")


def test_an_unknown_letter_gives_way_to_its_base_and_invisible_ones_are_left_out():
    assert lettering.drawable("a\u202eb\u200fc\x00") == "abc"
    assert lettering.drawable("漢x") == "x"


def test_composed_and_decomposed_letters_are_drawn_alike():
    composed = lettering.straight(Line(text="Å"), x=0, y=0, size=100)
    assert composed == lettering.straight(Line(text="A\u030a"), x=0, y=0, size=100)
    assert composed


def test_width_grows_by_the_letters_and_the_tracking():
    one, three = Line(text="I").width, Line(text="III", tracking=0.1).width
    assert three == pytest.approx(3 * one + 0.2)


def test_wrapped_lines_fit_and_a_cut_is_shown():
    text = "Ett långt namn på en förbättring som inte får plats på bara två rader"
    lines = lettering.wrapped(text, width=400, size=40, weight=800, most=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(Line(text=line, weight=800).width * 40 <= 400 for line in lines)


def test_a_word_longer_than_the_line_is_cut():
    (line,) = lettering.wrapped("A" * 200, width=300, size=40, weight=800, most=3)
    assert line.endswith("…")
    assert Line(text=line, weight=800).width * 40 <= 300
