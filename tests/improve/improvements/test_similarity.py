"""Improvements that already say what someone is typing."""

import pytest
from tests.factories.improvements import ImprovementFactory
from tests.factories.suggestions import SuggestionFactory

from hundra.hear.suggestions import actions, similar
from hundra.hear.suggestions.similar import Query
from hundra.improve.improvements import similarity

TYPED = "Det borde finnas fler bänkar i parken så att äldre kan vila"


@pytest.fixture
def benches(programme):
    return ImprovementFactory(
        programme=programme, stamped=True, title="Bänkar i parken", summary="Vila för äldre."
    )


def found(text: str = TYPED, *, inside: bool = False) -> list[str]:
    return [one.title for one in similarity.improvements(Query(text=text, inside=inside))]


def test_the_likest_comes_first(programme, benches):
    ImprovementFactory(programme=programme, stamped=True, title="Bänkar på torget")
    ImprovementFactory(programme=programme, stamped=True, title="Gratis kaffe")

    titles = found()

    assert titles[0] == "#1 Bänkar i parken"
    assert "#3 Gratis kaffe" not in titles


def test_a_compound_finds_its_part(programme):
    ImprovementFactory(programme=programme, stamped=True, title="Bättre omsorg på kvällen")

    assert found("äldreomsorgen") == ["#1 Bättre omsorg på kvällen"]


@pytest.mark.parametrize(("inside", "count"), [(True, 1), (False, 0)])
def test_ideas_are_found_inside_only(programme, inside, count):
    ImprovementFactory(programme=programme, title="Bänkar i parken så att äldre kan vila")

    assert len(found(inside=inside)) == count


def test_withdrawn_ones_and_other_programmes_are_not_found(programme, benches):
    ImprovementFactory(programme=programme, withdrawn=True, number=2, title="Bänkar i parken")
    ImprovementFactory(stamped=True, title="Bänkar i parken")

    assert found() == ["#1 Bänkar i parken"]


@pytest.mark.parametrize("text", ["", "och att det är", "!!!", "' | ) & <-> :*", "x" * 1000])
def test_empty_and_strange_words_find_nothing(benches, text):
    assert found(text) == []


def test_the_address_is_the_readers(benches):
    outside = similarity.improvements(Query(text=TYPED))[0]
    inside = similarity.improvements(Query(text=TYPED, inside=True))[0]

    assert outside.url == "/forbattringar/1/"
    assert inside.url == f"/arbete/forbattringar/{benches.pk}/"


def test_it_is_registered_where_suggestions_ask(benches):
    assert "#1 Bänkar i parken" in [one.title for one in similar.find(TYPED)]


def test_a_suggestion_offers_to_become_an_improvement(communicator_anywhere):
    suggestion = SuggestionFactory(accepted=True)
    declined = SuggestionFactory(declined=True)

    offered = actions.for_suggestion(communicator_anywhere, suggestion)

    assert [str(one.label) for one in offered] == ["Gör till en förbättring"]
    assert offered[0].url == f"/arbete/forbattringar/av-forslag/?forslag={suggestion.pk}"
    assert actions.for_suggestion(communicator_anywhere, declined) == []
