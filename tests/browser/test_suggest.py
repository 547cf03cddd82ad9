"""Suggesting on a phone, and sorting, in a real browser: by keyboard, accessible in every look."""

import re

import pytest
from django.urls import reverse
from tests.factories.accounts import UserFactory, user_with
from tests.factories.organisation import UnitFactory
from tests.factories.suggestions import EntryFactory, FollowerFactory, SuggestionFactory

from hundra.core.accounts.models import Role
from hundra.core.messages.models import Message
from hundra.hear.suggestions.models import Suggestion, SuggestionState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}


def test_a_visitor_suggests_on_a_phone_by_keyboard_and_follows_the_way(
    live_server, page, axe, shot
):
    SuggestionFactory(
        published=True, public_title="Mer ljus i gångtunneln", public_text="Sätt upp lampor."
    )
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + reverse("suggest"))
    axe()
    shot("suggest")
    page.set_viewport_size(PHONE)
    page.get_by_label("Invånare").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Fler lampor i gångtunneln vid stationen")
    page.get_by_text("Finns redan – håll med i stället?").wait_for()
    assert page.get_by_role("link", name=re.compile("Mer ljus i gångtunneln")).count() == 2
    axe()
    shot("suggest-similar")
    page.set_viewport_size(PHONE)
    page.get_by_label("Var?").fill("Stationen")
    page.get_by_label("E-post").fill("alva@example.se")
    page.wait_for_timeout(3000)  # Nobody is quicker.
    page.keyboard.press("Enter")
    page.wait_for_url("**/tack/")
    axe()
    shot("thanks")
    assert page.context.cookies() == []

    mail = Message.objects.get(purpose="suggestion.received")
    link = re.search(r"https?://[^/\s]+(/\S+/bekrafta/\S+)", mail.body_text)
    assert link is not None
    page.goto(live_server.url + link[1])
    page.get_by_text("Vi skriver till").wait_for()
    assert page.context.cookies() == []


def test_what_was_typed_is_there_again_when_something_is_wrong(
    live_server, page, console_errors, axe
):
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + reverse("suggest"))
    page.get_by_label("Vad skulle bli bättre?").fill("En bänk")
    page.get_by_label("E-post").fill("alva@")
    page.get_by_role("button", name="Skicka").click()
    page.get_by_role("alert").wait_for()
    assert "422" in console_errors.pop()
    assert page.get_by_label("Vad skulle bli bättre?").input_value() == "En bänk"
    axe()


def test_public_and_secret_pages_are_accessible(live_server, page, axe, shot):
    suggestion = SuggestionFactory(published=True, asked=True)
    EntryFactory(suggestion=suggestion, kind="question", text="Vilken hållplats?")
    EntryFactory(suggestion=suggestion, kind="reply", text="Tack för förslaget.")
    follower = FollowerFactory(suggestion=suggestion, unconfirmed=True)
    for name, kwargs in (
        ("suggestions", {}),
        ("suggestion_public", {"number": suggestion.pk}),
        ("suggestion_way", {"secret": suggestion.secret}),
        ("suggestion_follow", {"secret": follower.secret}),
    ):
        page.goto(live_server.url + reverse(name, kwargs=kwargs))
        axe()
        shot(name)


def test_a_communicator_sorts(live_server, page, sign_in, axe, shot):
    suggestion = SuggestionFactory(text="Ring 070-174 06 05 om bänken vid hållplatsen.")
    FollowerFactory(suggestion=suggestion, proposer=True, email="alva@example.se")
    sign_in(user_with(Role.COMMUNICATOR, UnitFactory()))
    page.goto(live_server.url + reverse("suggestion_inbox"))
    axe()
    shot("inbox")
    page.get_by_role("link", name=re.compile("Ring 070")).click()
    axe()
    shot("record")
    page.locator("summary", has_text="Godta").click()
    axe()
    page.locator("details[open]").get_by_label("Svar").fill("Vi sätter dit en bänk.")
    page.get_by_role("button", name="Godta").click()
    page.get_by_text("Förslaget är godtaget.").wait_for()
    assert Suggestion.objects.get().state == SuggestionState.ACCEPTED


def test_pages_inside_are_accessible(live_server, page, sign_in, axe, shot):
    employee = UserFactory()
    SuggestionFactory(inside=True)
    own = SuggestionFactory(author=employee)
    sign_in(employee)
    for name, kwargs in (
        ("suggest_inside", {}),
        ("suggestions_inside", {}),
        ("my_suggestions", {}),
        ("suggestion_inside", {"number": own.pk}),
    ):
        page.goto(live_server.url + reverse(name, kwargs=kwargs))
        axe()
        shot(name)
