from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hundra.core.ui import theme
from hundra.core.ui.colour import contrast, hexadecimal, luminance, parse, with_luminance

CHANNEL = st.integers(0, 255)
COLOURS = st.tuples(CHANNEL, CHANNEL, CHANNEL)
SCHEMES = st.sampled_from(["light", "dark"])
YELLOW, WHITE, BLACK = (255, 214, 0), (255, 255, 255), (0, 0, 0)

GROUNDS = (
    "background-default",
    "background-tinted",
    "surface-default",
    "surface-tinted",
    "surface-hover",
    "surface-active",
)
FILLED = ("base-default", "base-hover", "base-active")


@given(COLOURS, st.floats(0, 1))
def test_a_colour_takes_the_luminance_asked_for(colour, target):
    assert luminance(with_luminance(colour, target)) == pytest.approx(target, abs=0.01)


@given(COLOURS, SCHEMES)
@example(YELLOW, "light")
@example(YELLOW, "dark")
@example(WHITE, "light")
@example(WHITE, "dark")
@example(BLACK, "light")
@example(BLACK, "dark")
def test_text_can_be_read_on_every_ground_whatever_the_brand(brand, scheme):
    scales = theme.scales(brand, scheme)
    for text, ground in product(scales.values(), scales.values()):
        for ink, paper in product(("text-default", "text-subtle"), GROUNDS):
            assert contrast(text[ink], ground[paper]) >= 4.5


@given(COLOURS, SCHEMES)
@example(YELLOW, "light")
@example(WHITE, "light")
@example(BLACK, "light")
@example(BLACK, "dark")
def test_text_can_be_read_on_filled_buttons_whatever_the_brand(brand, scheme):
    for steps in theme.scales(brand, scheme).values():
        for fill in FILLED:
            assert contrast(steps["base-contrast-default"], steps[fill]) >= 4.5
        assert contrast(steps["base-contrast-subtle"], steps["base-default"]) >= 4.5


@given(COLOURS, SCHEMES)
@example(YELLOW, "light")
@example(WHITE, "light")
@example(BLACK, "dark")
def test_fields_and_buttons_stand_out_from_every_ground_whatever_the_brand(brand, scheme):
    scales = theme.scales(brand, scheme)
    for part, ground in product(scales.values(), scales.values()):
        for edge, paper in product(("border-default", "border-strong", *FILLED), GROUNDS):
            assert contrast(part[edge], ground[paper]) >= 3


@given(COLOURS, SCHEMES)
def test_the_series_of_a_chart_stand_out_from_its_ground(brand, scheme):
    grounds = theme.scales(brand, scheme)["neutral"]
    for colour, ground in product(
        theme.chart_colours(brand, scheme), ("surface-default", "background-tinted")
    ):
        assert contrast(colour, grounds[ground]) >= 3


def test_a_brand_colour_that_carries_text_well_is_left_as_it_is():
    assert hexadecimal(theme.scale(parse("#0b5c74"), "light")["base-default"]) == "#0b5c74"


def test_the_stylesheet_has_every_step_of_every_colour_in_light_and_dark():
    css = theme.stylesheet("#0b5c74")
    steps = [*theme.LIGHT, *FILLED, "base-contrast-default", "base-contrast-subtle"]
    names = ["accent", "neutral", *theme.SEVERITIES]
    missing = [
        f"--ds-color-{name}-{step}"
        for name, step in product(names, steps)
        if css.count(f"--ds-color-{name}-{step}:") != 4
    ]
    assert missing == []


@pytest.mark.parametrize("text", ["", "blue", "#12", "#12345g", "url(x)", "#fff;}body{"])
def test_what_is_no_colour_is_refused(text):
    with pytest.raises(ValueError, match="not a colour"):
        theme.stylesheet(text)
