"""Someone answers on a phone, is interrupted once, and the desk sees the figures and the words."""

import pytest
from tests.factories.accounts import user_with
from tests.factories.contacts import DeskFactory
from tests.factories.surveys import GOOD, answered, asked

from hundra.core.accounts.models import Role
from hundra.hear.surveys.models import Box, Invitation
from hundra.hear.surveys.services.mixing import mix

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_someone_answers_on_a_phone_after_an_interruption(
    live_server, page, axe, shot, console_errors
):
    made = asked()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/svara/{made.secret}/")
    axe()
    shot("survey")
    page.get_by_role("group", name="Var det lätt att få hjälp?").get_by_label("4").check()
    page.get_by_label("Vad hade vi kunnat göra bättre?").fill("Ring tillbaka.")

    # The phone rings, the page is loaded anew: nothing is lost, and nothing has been sent.
    page.reload()
    first = page.get_by_role("group", name="Var det lätt att få hjälp?")
    assert first.get_by_role("radio", checked=True).get_attribute("value") == "4"
    assert page.get_by_label("Vad hade vi kunnat göra bättre?").input_value() == "Ring tillbaka."
    assert not Box.objects.exists()

    second = page.get_by_role("group", name="Blev du vänligt bemött?")
    second.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Skicka").press("Enter")
    page.get_by_role("heading", name="Tack!").wait_for()
    axe()
    shot("survey-thanks")
    assert (
        page.evaluate("Object.keys(window.localStorage).filter(k => k.startsWith('svara:'))") == []
    )
    assert page.context.cookies() == []
    assert Invitation.objects.get().is_answered
    assert Box.objects.get().count == 1

    console_errors.clear()  # The browser notes that the next page is gone.
    page.goto(f"{live_server.url}/svara/{made.secret}/")
    page.get_by_role("heading", name="Redan besvarat").wait_for()
    axe()
    console_errors.clear()


def test_the_desk_sees_figures_and_words(live_server, page, sign_in, axe, shot, console_errors):
    desk = DeskFactory(slug="medborgare", name="Kontaktcenter")
    said = {**GOOD, "better": "Kortare kö."}
    answered(desk.unit, 9, answers=said, language="sv")
    answered(desk.unit, 8, answers=said, language="ar", channel="visit")
    mix(all_that_can=True)
    sign_in(user_with(Role.MANAGER, desk.unit))
    page.goto(f"{live_server.url}/arbete/servicecenter/nojdhet/?by=channel")
    page.get_by_text("17 svar under perioden").wait_for()
    page.get_by_role("cell", name="Telefon").first.wait_for()
    axe()
    shot("satisfaction")
    page.get_by_role("link", name="Kommentarer").press("Enter")
    axe()
    shot("survey-comments")
    page.get_by_role("link", name="Kortare kö.").first.press("Enter")
    page.get_by_label("Till vem?").fill("bemanningen")
    page.get_by_role("button", name="Anteckna som fört vidare").press("Enter")
    page.get_by_text("Fört vidare till bemanningen").wait_for()
    axe()
    shot("survey-comment")
