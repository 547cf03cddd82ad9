"""What an improvement, a programme and a topic say, and what is fixed."""

import datetime as dt

import pytest
from django.db import IntegrityError
from tests.factories.accounts import UserFactory
from tests.factories.improvements import (
    CriterionFactory,
    ImprovementFactory,
    ProgrammeFactory,
    TickFactory,
    TopicFactory,
)

from hundra.improve.improvements import services
from hundra.improve.improvements.models import Criterion, Programme

STARTS = dt.date(2026, 1, 1)


def test_a_proposal_is_an_idea_by_its_proposer(programme):
    person = UserFactory()

    made = services.propose(programme=programme, title="Kaffe", audience="employees", by=person)

    made.refresh_from_db()
    assert (made.state, made.created_by, made.number) == ("idea", person, None)


def test_a_proposal_without_audience_is_refused(programme):
    with pytest.raises(services.InvalidError, match="För"):
        services.propose(programme=programme, title="Kaffe", by=None)


def test_editing_leaves_what_is_not_given(db):
    improvement = ImprovementFactory(summary="Kort.")

    services.edit(improvement=improvement, title="Ny rubrik", by=None)

    improvement.refresh_from_db()
    assert (improvement.title, improvement.summary) == ("Ny rubrik", "Kort.")


def test_for_whom_is_fixed_by_the_stamp(ready, people):
    services.stamp(improvement=ready, by=people[0])

    with pytest.raises(services.LockedError):
        services.edit(improvement=ready, audience="employees", by=None)

    ready.refresh_from_db()
    assert ready.audience == "citizens"


def test_for_whom_can_be_set_right_when_the_number_was_imported(db):
    imported = ImprovementFactory(stamped=True)

    services.edit(improvement=imported, audience="employees", by=None)

    imported.refresh_from_db()
    assert imported.audience == "employees"


def test_what_the_stamp_demanded_is_not_emptied(db):
    improvement = ImprovementFactory(stamped=True)

    with pytest.raises(services.InvalidError):
        services.edit(improvement=improvement, summary="", by=None)


def test_a_programme_begins_with_the_default_checklist(db):
    programme = services.create_programme(name="Tio", slug="tio", starts_on=STARTS, by=None)

    texts = list(programme.criteria.values_list("text", flat=True))
    assert len(texts) == 5
    assert texts[0] == "Den är konkret: alla kan se om den är gjord."
    assert not programme.is_shown


@pytest.mark.parametrize(
    "wrong",
    [
        {"goal_citizens": 0, "goal_employees": 0},
        {"ends_on": STARTS},
        {"name": ""},
        {"slug": "med mellanslag"},
    ],
)
def test_a_programme_that_cannot_be_is_refused(db, wrong):
    fields = {"name": "Tio", "slug": "tio", "starts_on": STARTS} | wrong

    with pytest.raises(services.InvalidError):
        services.create_programme(**fields, by=None)

    assert not Programme.objects.exists()


def test_an_address_is_used_by_one_programme(programme):
    with pytest.raises(services.InvalidError):
        services.create_programme(name="X", slug=programme.slug, starts_on=STARTS, by=None)


def test_one_programme_is_shown_at_a_time(programme):
    other = ProgrammeFactory()

    services.show_programme(programme=other, by=None)

    assert list(Programme.objects.filter(is_shown=True)) == [other]
    services.hide_programme(programme=other, by=None)
    assert not Programme.objects.filter(is_shown=True).exists()


def test_a_criterion_without_ticks_is_reworded(db):
    line = CriterionFactory(text="Gammal")

    same = services.reword_criterion(criterion=line, text="Ny", by=None)

    assert (same.pk, same.text) == (line.pk, "Ny")


def test_a_ticked_criterion_is_retired_and_followed_by_a_new_one(db):
    line = TickFactory(criterion__text="Gammal").criterion

    successor = services.reword_criterion(criterion=line, text="Ny", by=None)

    line.refresh_from_db()
    assert (line.text, line.is_active) == ("Gammal", False)
    assert (successor.text, successor.position) == ("Ny", line.position)
    assert not successor.ticks.exists()


def test_a_criterion_is_moved_and_stops_at_the_ends(db):
    programme = ProgrammeFactory()
    first, second, third = CriterionFactory.create_batch(3, programme=programme)

    services.move_criterion(criterion=third, steps=-1, by=None)
    services.move_criterion(criterion=first, steps=-5, by=None)

    order = Criterion.objects.filter(programme=programme).order_by("position")
    assert list(order) == [first, third, second]


def test_a_topic_in_use_stays(db):
    topic = ImprovementFactory(topic=TopicFactory()).topic

    with pytest.raises(services.InvalidError):
        services.remove_topic(topic=topic, by=None)


def test_a_topic_of_nothing_is_removed(db):
    topic = TopicFactory()

    services.remove_topic(topic=topic, by=None)

    assert topic.pk is None


def test_topics_have_names_of_their_own(db):
    TopicFactory(name="Skola", slug="skola")

    with pytest.raises(services.InvalidError):
        services.create_topic(name="Skola", slug="skola-2", icon="school", by=None)


def test_news_are_written_changed_and_removed(db):
    improvement = ImprovementFactory(stamped=True)
    person = UserFactory()

    update = services.add_update(improvement=improvement, text="Nu!", by=person)
    services.edit_update(update=update, text="Nu då!", by=person)

    assert list(improvement.updates.values_list("text", "written_by")) == [("Nu då!", person.pk)]
    services.remove_update(update=update, by=person)
    assert not improvement.updates.exists()


def test_the_database_itself_demands_a_reason_for_withdrawal(db):
    with pytest.raises(IntegrityError):
        ImprovementFactory(withdrawn=True, withdrawal_reason="")
