"""The suggestions that improvements answer, and the letters to those who follow them."""

import pytest
from tests.factories.improvements import ImprovementFactory
from tests.factories.suggestions import FollowerFactory, SuggestionFactory

from hundra.core.messages.models import Message
from hundra.hear.suggestions.models import SuggestionState
from hundra.improve.improvements import services


@pytest.fixture
def followed(db):
    """An accepted suggestion that someone follows."""
    suggestion = SuggestionFactory(accepted=True)
    FollowerFactory(suggestion=suggestion, email="folja@example.se")
    return suggestion


def subjects() -> list[str]:
    return list(Message.objects.order_by("created_at", "pk").values_list("subject", flat=True))


def test_a_linked_suggestion_is_planned(followed):
    improvement = ImprovementFactory()

    services.link_suggestions(improvement=improvement, suggestions=[followed], by=None)
    services.link_suggestions(improvement=improvement, suggestions=[followed], by=None)

    followed.refresh_from_db()
    assert followed.state == SuggestionState.PLANNED
    assert list(improvement.suggestions.all()) == [followed]


def test_a_joined_suggestion_leads_to_the_one_it_joined(followed):
    joined = SuggestionFactory(state="joined", duplicate_of=followed)
    improvement = ImprovementFactory()

    services.link_suggestions(improvement=improvement, suggestions=[joined], by=None)

    assert list(improvement.suggestions.all()) == [followed]


def test_a_declined_suggestion_is_refused_and_nothing_is_linked(followed):
    improvement = ImprovementFactory()
    declined = SuggestionFactory(declined=True)

    with pytest.raises(services.InvalidError):
        services.link_suggestions(
            improvement=improvement, suggestions=[followed, declined], by=None
        )

    followed.refresh_from_db()
    assert followed.state == SuggestionState.ACCEPTED
    assert improvement.suggestions.count() == 0


def test_a_withdrawn_improvement_takes_up_nothing(followed):
    with pytest.raises(services.LockedError):
        services.link_suggestions(
            improvement=ImprovementFactory(withdrawn=True), suggestions=[followed], by=None
        )


def test_a_suggestion_taken_out_is_free_again(followed):
    improvement = ImprovementFactory()
    services.link_suggestions(improvement=improvement, suggestions=[followed], by=None)

    services.unlink_suggestion(improvement=improvement, suggestion=followed, by=None)

    followed.refresh_from_db()
    assert followed.state == SuggestionState.ACCEPTED
    assert improvement.suggestions.count() == 0


def test_a_suggestion_in_two_improvements_stays_planned_when_one_lets_go(followed):
    first, second = ImprovementFactory.create_batch(2)
    for improvement in (first, second):
        services.link_suggestions(improvement=improvement, suggestions=[followed], by=None)

    services.unlink_suggestion(improvement=first, suggestion=followed, by=None)

    followed.refresh_from_db()
    assert followed.state == SuggestionState.PLANNED


def test_followers_are_told_of_stamp_and_delivery_once_each(followed, ready, people):
    services.link_suggestions(improvement=ready, suggestions=[followed], by=people[0])

    services.stamp(improvement=ready, by=people[0])
    services.deliver(improvement=ready, by=people[0])

    followed.refresh_from_db()
    assert followed.state == SuggestionState.DELIVERED
    assert subjects() == [
        f"Ditt förslag har blivit förbättring 1: {ready.title}",
        f"Klart: förbättring 1, {ready.title}",
    ]
    letter = Message.objects.order_by("created_at").first()
    assert letter.recipient == "folja@example.se"
    assert "/forbattringar/1/" in letter.body_text


def test_a_failed_stamp_tells_nobody(followed, programme):
    improvement = ImprovementFactory(programme=programme, planned=True)
    services.link_suggestions(improvement=improvement, suggestions=[followed], by=None)

    with pytest.raises(services.NotReadyError):
        services.stamp(improvement=improvement, by=None)

    assert subjects() == []


def test_withdrawal_tells_why_and_frees_the_suggestions(followed, ready, people):
    services.link_suggestions(improvement=ready, suggestions=[followed], by=people[0])
    services.withdraw(improvement=ready, reason="Regionen gör det.", by=people[0])

    followed.refresh_from_db()
    assert followed.state == SuggestionState.ACCEPTED
    assert ready.suggestions.count() == 0
    assert subjects() == [f"Tillbakadragen: {ready.title}"]
    assert "Regionen gör det." in Message.objects.get().body_text


def test_an_undone_delivery_is_undone_for_the_suggestions(followed, ready, people):
    services.link_suggestions(improvement=ready, suggestions=[followed], by=people[0])
    services.stamp(improvement=ready, by=people[0])
    services.deliver(improvement=ready, by=people[0])

    services.undeliver(improvement=ready, by=people[0])

    followed.refresh_from_db()
    assert followed.state == SuggestionState.PLANNED


def test_a_follower_reads_english_if_they_do(ready, people):
    suggestion = SuggestionFactory(accepted=True)
    FollowerFactory(suggestion=suggestion, language="en")
    services.link_suggestions(improvement=ready, suggestions=[suggestion], by=people[0])

    services.stamp(improvement=ready, by=people[0])

    letter = Message.objects.get()
    assert letter.subject == f"Your suggestion is now improvement 1: {ready.title}"
    assert "/en/forbattringar/1/" in letter.body_text
