"""What already exists is found by the words people use, compounds and lost dots too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.suggestions import SuggestionFactory

from hundra.hear.suggestions import similar
from hundra.hear.suggestions.models import Suggestion

pytestmark = pytest.mark.django_db


def published(title: str, text: str = "") -> Suggestion:
    return SuggestionFactory(published=True, public_title=title, public_text=text or title)


def found(text: str, **options) -> list[str]:
    return [one.title for one in similar.find(text, **options) if one.kind == "suggestion"]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("omsorg om äldre", "Äldreomsorgens matlådor"),
        ("äldreomsorgen borde", "Bättre omsorg för alla"),
        ("halkskydd for aldre", "Halkskydd till äldre"),
        ("lampor i gångtunneln", "Mer ljus i gångtunneln"),
        ("papperskorgarna är fulla", "Fler papperskorgar"),
    ],
)
def test_the_same_matter_is_found(typed, title):
    published(title)
    published("Turlista för hyvling av grusvägar")
    assert found(typed) == [title]


def test_only_what_the_reader_may_see_is_found():
    SuggestionFactory(text="Mer ljus i gångtunneln")
    SuggestionFactory(inside=True, public_title="Ljus i gångtunneln", public_text="Ljus")
    assert found("ljus i gångtunneln") == []
    assert found("ljus i gångtunneln", inside=True) == ["Ljus i gångtunneln"]


def test_another_matter_is_not_found():
    published("Öppet bad på morgonen")
    assert found("Sänk farten vid skolan") == []


@given(st.text(max_size=60))
def test_nothing_typed_can_break_the_search(text):
    similar.find(text + " bänk & ! | :* ' \\ % _")
