import pytest
from hypothesis import given
from hypothesis import strategies as st

from hundra.improve.improvements.stamp.colours import contrast, palette, readable

brands = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def test_contrast_is_as_the_standard_says():
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@given(brand=brands, employees=st.booleans(), dark=st.booleans(), family=st.text(max_size=20))
def test_every_brand_gives_a_readable_stamp(brand, employees, dark, family):
    colours = palette(brand=brand, employees=employees, family=family, dark=dark)
    assert contrast(colours.ink, colours.paper) >= 4.5
    assert contrast(colours.ink, colours.on_ink) >= 4.5
    assert contrast(colours.accent, colours.paper) >= 3


@given(brand=brands, dark=st.booleans())
def test_citizens_and_employees_have_different_colours(brand, dark):
    citizens = palette(brand=brand, employees=False, dark=dark)
    employees = palette(brand=brand, employees=True, dark=dark)
    assert citizens.ink != employees.ink


def test_a_readable_colour_is_left_alone():
    assert readable("#003344", ("#ffffff",), 4.5) == "#003344"
