"""The life of suggestions: whatever is tried in whatever order, the promises hold."""

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from tests.factories.suggestions import FollowerFactory, SuggestionFactory

from hundra.core.messages.models import Message
from hundra.hear.suggestions import services
from hundra.hear.suggestions.errors import NotPossibleNowError, SuggestionError
from hundra.hear.suggestions.models import Follower, Suggestion, SuggestionState
from hundra.hear.suggestions.states import STEPS, Step, leads_to, possible


def test_every_state_but_the_joined_leads_on():
    stuck = {state for state in SuggestionState if not possible(state)}
    assert stuck == {SuggestionState.JOINED}


def test_every_state_can_be_reached():
    assert {target for _, target in STEPS.values()} == set(SuggestionState)


ACTS = {
    Step.ASK: lambda s: services.ask_back(suggestion=s, by=None, text="Var?"),
    Step.ANSWER: lambda s: services.answer(suggestion=s, by=None, text="Där."),
    Step.ACCEPT: lambda s: services.accept(suggestion=s, by=None),
    Step.DECLINE: lambda s: services.decline(suggestion=s, by=None, text="Nej tack."),
    Step.PLAN: lambda s: services.mark_planned(suggestion=s, by=None),
    Step.DELIVER: lambda s: services.mark_delivered(suggestion=s, by=None),
    Step.RELEASE: lambda s: services.release(suggestion=s, by=None),
}


@pytest.mark.django_db
@pytest.mark.parametrize("step", ACTS)
@pytest.mark.parametrize("state", set(SuggestionState) - {SuggestionState.JOINED})
def test_each_step_leads_where_the_table_says_or_is_refused_with_a_sentence(step, state):
    suggestion = SuggestionFactory(state=state)
    target = leads_to(step, state)
    if target is None:
        with pytest.raises(NotPossibleNowError, match="Det går inte nu"):
            ACTS[step](suggestion)
        target = state
    else:
        ACTS[step](suggestion)
    suggestion.refresh_from_db()
    assert suggestion.state == target


class Life(RuleBasedStateMachine):
    """Suggests, sorts and joins in any order."""

    suggestions = Bundle("suggestions")

    def __init__(self):
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)

    @rule(target=suggestions, address=st.sampled_from(["a@example.se", "b@example.se", ""]))
    def suggest(self, address):
        made = services.submit(by=None, audience="citizens", text="Mer ljus", email=address)
        Follower.objects.filter(suggestion=made).exclude(email="").update(
            confirmed_at=made.received_at
        )
        return made.pk

    @rule(number=suggestions, step=st.sampled_from(list(ACTS)))
    def act(self, number, step):
        suggestion = Suggestion.objects.get(pk=number)
        allowed = leads_to(step, suggestion.state) is not None
        try:
            ACTS[step](suggestion)
        except SuggestionError:
            assert not allowed
        else:
            assert allowed

    @rule(number=suggestions, into=suggestions)
    def join(self, number, into):
        try:
            services.join_duplicates(
                suggestion=Suggestion.objects.get(pk=number),
                into=Suggestion.objects.get(pk=into),
                by=None,
            )
        except NotPossibleNowError:
            return

    @rule(number=suggestions)
    def publish(self, number):
        try:
            services.publish(
                suggestion=Suggestion.objects.get(pk=number), by=None, title="Ljus", text="Mer ljus"
            )
        except NotPossibleNowError:
            assert Suggestion.objects.get(pk=number).state == SuggestionState.JOINED

    @invariant()
    def joined_ones_point_at_one_that_is_not_joined(self):
        assert not Suggestion.objects.filter(duplicate_of__duplicate_of__isnull=False).exists()

    @invariant()
    def nobody_follows_what_has_been_joined(self):
        followed = Follower.objects.filter(suggestion__state=SuggestionState.JOINED)
        assert not followed.exists()

    @invariant()
    def nothing_joined_is_published(self):
        joined = Suggestion.objects.filter(state=SuggestionState.JOINED)
        assert not joined.filter(published_at__isnull=False).exists()

    @invariant()
    def whoever_is_declined_has_a_reply(self):
        declined = Suggestion.objects.filter(state=SuggestionState.DECLINED)
        assert not declined.filter(replied_at=None).exists()

    @invariant()
    def no_mail_goes_twice(self):
        keys = [key for key in Message.objects.values_list("key", flat=True) if key]
        assert len(keys) == len(set(keys))


@pytest.mark.django_db
def test_any_order_of_steps_keeps_the_promises():
    run_state_machine_as_test(
        Life, settings=settings(max_examples=12, stateful_step_count=14, deadline=None)
    )


@pytest.mark.django_db
def test_joining_is_safe_in_chains_and_moves_followers_once():
    first, second, third = (SuggestionFactory() for _ in range(3))
    FollowerFactory(suggestion=first, email="a@example.se")
    FollowerFactory(suggestion=second, email="a@example.se")
    FollowerFactory(suggestion=second, email="b@example.se")
    services.join_duplicates(suggestion=first, into=second, by=None)
    services.join_duplicates(suggestion=second, into=third, by=None)
    first.refresh_from_db()
    assert first.duplicate_of == third
    assert sorted(third.followers.values_list("email", flat=True)) == [
        "a@example.se",
        "b@example.se",
    ]
    with pytest.raises(NotPossibleNowError, match="sig självt"):
        services.join_duplicates(suggestion=third, into=first, by=None)
