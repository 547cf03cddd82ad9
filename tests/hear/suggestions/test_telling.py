"""Who hears what: once each, in their own language, with a way out."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext_lazy
from tests.factories.accounts import UserFactory
from tests.factories.suggestions import FollowerFactory, SuggestionFactory

from hundra.core.messages.models import Message
from hundra.hear.suggestions import services
from hundra.hear.suggestions.models import Entry, Suggestion
from hundra.hear.suggestions.working_days import working_days_between

pytestmark = pytest.mark.django_db


def told() -> list[str]:
    return sorted(Message.objects.values_list("recipient", flat=True))


def test_every_follower_of_several_suggestions_hears_once():
    one, other = SuggestionFactory(), SuggestionFactory()
    FollowerFactory(suggestion=one, email="a@example.se")
    FollowerFactory(suggestion=other, email="a@example.se")
    FollowerFactory(suggestion=other, email="b@example.se")
    FollowerFactory(suggestion=other, email="c@example.se", unconfirmed=True)
    FollowerFactory(suggestion=other, user=UserFactory(email="d@example.se"))
    FollowerFactory(suggestion=other, user=UserFactory(email="e@example.se", is_active=False))
    for _ in range(2):
        services.tell_followers(
            suggestions=[one, other], subject="Klart", text="Nu är det klart.", key="37-delivered"
        )
    assert told() == ["a@example.se", "b@example.se", "d@example.se"]


def test_each_reads_it_in_their_own_language_with_a_link_for_leaving():
    suggestion = SuggestionFactory()
    FollowerFactory(suggestion=suggestion, email="en@example.se", language="en")
    follower = FollowerFactory(suggestion=suggestion, email="sv@example.se")
    services.tell_followers(
        suggestions=[suggestion],
        subject=gettext_lazy("The suggestion is accepted"),
        text="Text",
        key="k",
    )
    subjects = dict(Message.objects.values_list("recipient", "subject"))
    assert subjects == {
        "en@example.se": "The suggestion is accepted",
        "sv@example.se": "Förslaget är godtaget",
    }
    mail = Message.objects.get(recipient="sv@example.se")
    assert f"/forslag/folj/{follower.secret}/lamna/>" in mail.headers["List-Unsubscribe"]
    assert "/en/forslag/folj/" in Message.objects.get(recipient="en@example.se").body_text


def test_only_the_proposer_gets_the_secret_link():
    suggestion = SuggestionFactory()
    FollowerFactory(suggestion=suggestion, email="own@example.se", proposer=True)
    FollowerFactory(suggestion=suggestion, email="other@example.se")
    services.reply(suggestion=suggestion, by=None, text="Tack för förslaget.")
    mails = dict(Message.objects.values_list("recipient", "body_text"))
    assert suggestion.secret in mails["own@example.se"]
    assert suggestion.secret not in mails["other@example.se"]
    assert suggestion.text not in mails["other@example.se"]


def test_nothing_is_mailed_to_an_address_before_it_is_confirmed_but_the_receipt():
    suggestion = services.submit(
        by=None, audience="citizens", text="Mer ljus", email="a@example.se"
    )
    services.reply(suggestion=suggestion, by=None, text="Tack.")
    assert list(Message.objects.values_list("purpose", flat=True)) == ["suggestion.received"]
    services.confirm(follower=suggestion.followers.get())
    services.reply(suggestion=suggestion, by=None, text="Tack igen.")
    assert Message.objects.filter(purpose="suggestion.replied").count() == 1


def test_leaving_removes_the_address():
    suggestion = SuggestionFactory()
    proposer = FollowerFactory(suggestion=suggestion, email="a@example.se", proposer=True)
    services.leave(follower=proposer)
    proposer.refresh_from_db()
    assert (proposer.email, proposer.confirmed_at) == ("", None)
    services.leave(follower=FollowerFactory(suggestion=suggestion))
    assert suggestion.followers.count() == 1


def test_the_days_stand_still_while_a_question_is_open():
    due = timezone.localdate() + timedelta(days=14)
    suggestion = SuggestionFactory(reply_due_on=due)
    services.ask_back(suggestion=suggestion, by=None, text="Vilken hållplats?")
    week_ago = timezone.now() - timedelta(days=28)
    Entry.objects.filter(kind="question").update(written_at=week_ago)
    Suggestion.objects.update(reply_due_on=due - timedelta(days=28))
    services.answer(suggestion=suggestion, text="Björkvägen", by=None)
    suggestion.refresh_from_db()
    left = working_days_between(timezone.localdate(week_ago), due - timedelta(days=28))
    assert working_days_between(timezone.localdate(), suggestion.reply_due_on) == left
    assert suggestion.reply_due_on > timezone.localdate()
    assert isinstance(suggestion.reply_due_on, date)


def test_addresses_go_when_kept_long_enough_and_support_stays():
    from hundra.hear.suggestions import queries

    old = timezone.now() - timedelta(days=400)
    ended = SuggestionFactory(delivered=True, received_at=old)
    FollowerFactory(suggestion=ended, email="a@example.se")
    FollowerFactory(suggestion=ended, email="b@example.se", unconfirmed=True)
    FollowerFactory(suggestion=SuggestionFactory(received_at=old), email="c@example.se")
    due = queries.addresses_past(timezone.localdate() - timedelta(days=365))
    assert sorted(due.values_list("email", flat=True)) == ["a@example.se", "b@example.se"]
    services.remove_addresses(list(due))
    assert list(ended.followers.values_list("email", flat=True)) == [""]
    assert not due.all().exists()
