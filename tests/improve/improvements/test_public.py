"""What the world may see."""

import datetime as dt

import pytest
from tests.factories.improvements import (
    AnswersFactory,
    ImprovementFactory,
    ProgrammeFactory,
    TopicFactory,
    UpdateFactory,
)
from tests.factories.organisation import PersonFactory, UnitFactory
from tests.factories.suggestions import SuggestionFactory

from hundra.improve.improvements import queries


def test_the_shown_programme(programme):
    ProgrammeFactory()

    assert queries.shown_programme() == programme


def test_no_programme_is_shown(db):
    ProgrammeFactory()

    assert queries.shown_programme() is None


def test_numbered_withdrawn_and_coming_are_public_but_ideas_are_not(programme):
    coming = ImprovementFactory(programme=programme, coming=True)
    stamped = ImprovementFactory(programme=programme, stamped=True)
    withdrawn = ImprovementFactory(programme=programme, withdrawn=True, number=2)
    ImprovementFactory(programme=programme)
    ImprovementFactory(programme=programme, withdrawn=True, show_as_coming=True)
    ImprovementFactory(stamped=True)

    assert list(queries.public_improvements(programme)) == [stamped, withdrawn, coming]
    assert list(queries.numbered(programme)) == [withdrawn, stamped]
    assert list(queries.coming(programme)) == [coming]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_is_one_query(programme, django_assert_num_queries, count):
    ImprovementFactory.create_batch(count, programme=programme, stamped=True, topic=TopicFactory())

    with django_assert_num_queries(1):
        for improvement in queries.public_improvements(programme):
            assert improvement.owner_unit.name
            assert improvement.topic.name
            assert improvement.programme.name


@pytest.mark.parametrize(
    "words", ["orosanmälans", "anmälan", "ny e-tjänst", "#4", "4", " e-tjänst  för "]
)
def test_search_finds_inflections_parts_and_numbers(programme, words):
    found = ImprovementFactory(
        programme=programme, stamped=True, number=4, title="Ny e-tjänst för orosanmälan"
    )
    ImprovementFactory(programme=programme, stamped=True, number=5, title="Kaffe till alla")

    assert list(queries.search(queries.public_improvements(programme), words)) == [found]


@pytest.mark.parametrize("words", ["", "   ", "\x00"])
def test_an_empty_search_finds_all(programme, words):
    ImprovementFactory(programme=programme, stamped=True)

    assert queries.search(queries.public_improvements(programme), words).count() == 1


@pytest.mark.parametrize("words", ["' OR 1=1", "%_\\", "#99999999999999", '"', "a" * 5000])
def test_a_strange_search_finds_nothing(programme, words):
    ImprovementFactory(programme=programme, stamped=True, title="Kaffe")

    assert queries.search(queries.public_improvements(programme), words).count() == 0


def test_one_improvement_with_all_that_its_page_shows(programme, django_assert_num_queries):
    improvement = ImprovementFactory(
        programme=programme, stamped=True, story="**Så** gick det till."
    )
    older = UpdateFactory(improvement=improvement, text="Vi *började*.")
    newer = UpdateFactory(improvement=improvement)
    published = SuggestionFactory(
        public_text="Mer kaffe", published_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    )
    AnswersFactory(improvement=improvement, suggestion=published)
    AnswersFactory(improvement=improvement)

    with django_assert_num_queries(3):
        shown = queries.public_improvement(programme, improvement.number)

    assert shown.improvement == improvement
    assert shown.story == "<p><strong>Så</strong> gick det till.</p>\n"
    assert [update.update for update in shown.updates] == [newer, older]
    assert shown.updates[1].html == "<p>Vi <em>började</em>.</p>\n"
    assert shown.suggestions == (published,)
    assert shown.unpublished_suggestions == 1


def test_a_number_not_given_is_none(programme):
    assert queries.public_improvement(programme, 1) is None


def test_an_idea_is_not_among_the_coming(programme):
    coming = ImprovementFactory(programme=programme, coming=True)
    idea = ImprovementFactory(programme=programme)

    assert queries.coming_improvement(programme, coming.pk).improvement == coming
    assert queries.coming_improvement(programme, idea.pk) is None


@pytest.mark.parametrize("protected", [True, False])
def test_the_responsible_is_named_unless_protected(programme, protected):
    person = PersonFactory(protected_identity=protected)
    improvement = ImprovementFactory(programme=programme, stamped=True, responsible=person)

    shown = queries.public_improvement(programme, improvement.number)

    assert shown.responsible == (None if protected else person)


def test_filters_hold_only_what_is_in_use(programme):
    topic, unit = TopicFactory(), UnitFactory()
    ImprovementFactory(programme=programme, stamped=True, topic=topic, owner_unit=unit)
    ImprovementFactory(programme=programme, topic=TopicFactory())

    assert list(queries.topics_in_use(programme)) == [topic]
    assert list(queries.units_in_use(programme)) == [unit]


def test_news_are_of_numbered_ones_only(programme):
    news = UpdateFactory(improvement=ImprovementFactory(programme=programme, stamped=True))
    UpdateFactory(improvement=ImprovementFactory(programme=programme, coming=True))

    assert list(queries.public_updates(programme)) == [news]


def test_a_picture_is_public_with_its_improvement(programme):
    public = ImprovementFactory(programme=programme, stamped=True, picture="a.jpg")
    idea = ImprovementFactory(programme=programme, picture="b.jpg")
    without = ImprovementFactory(programme=programme, stamped=True)

    assert queries.picture_of(public.pk) == public
    assert queries.picture_of(idea.pk) is None
    assert queries.picture_of(without.pk) is None
