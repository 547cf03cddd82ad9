"""A handler closes a case by keyboard, and the citizen reads the answer on a phone."""

import re

import pytest
from django.urls import reverse
from tests.browser.keyboard import Keyboard
from tests.factories.accounts import user_with
from tests.factories.cases import PartyFactory
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role
from hundra.core.messages.models import Message
from hundra.hear.cases import services
from hundra.hear.cases.models import Case, CaseState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


def opened(**fields):
    given = {
        "title": "Trasig gatlampa",
        "text": "Lampan vid Gun Påhittssons port lyser inte.",
        "reason": None,
        "unit": UnitFactory(name="Gatukontoret"),
        "by": None,
        "party": PartyFactory(email="bo@example.se"),
        "promise": "Du får svar inom fem arbetsdagar.",
        "promise_hours": 45,
    }
    return services.open_case(**{**given, **fields})


def test_a_case_is_closed_by_keyboard_and_its_answer_read_on_a_phone(
    live_server, page, sign_in, axe, shot
):
    case = opened()
    sign_in(user_with(Role.HANDLER, case.unit, name="Alva Påhittsson"))
    keyboard = Keyboard(page)
    page.goto(f"{live_server.url}{reverse('cases')}?lista=lediga")
    axe()
    shot("cases")
    keyboard.follow(page.get_by_role("link", name="Trasig gatlampa"))
    axe()
    shot("case")
    keyboard.follow(page.get_by_role("button", name="Ta ärendet"))
    keyboard.write(page.get_by_label("Svar till invånaren"), "Lampan är lagad. Tack!")
    keyboard.follow(page.get_by_role("button", name="Svara och avsluta"))
    page.get_by_text("Ärendet är avslutat, och invånaren har fått veta det.").wait_for()
    case.refresh_from_db()
    assert (case.state, case.answer) == (CaseState.CLOSED, "Lampan är lagad. Tack!")

    mail = Message.objects.get(purpose="case.closed")
    link = re.search(r"https?://[^/\s]+(/arende/\S+)", mail.body_text)
    assert link is not None
    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + link[1])
    assert page.get_by_text("Lampan är lagad. Tack!").is_visible()
    axe()
    shot("case-citizen")
    page.set_viewport_size(PHONE)
    page.get_by_label("Ditt meddelande").fill("Den är släckt igen.")
    page.get_by_role("button", name="Skicka").click()
    page.get_by_text("Vi har fått ditt meddelande").wait_for()
    assert page.context.cookies() == []
    case.refresh_from_db()
    assert case.state == CaseState.OPEN


def test_words_are_masked_by_keyboard_and_gone_from_what_is_given_out(
    live_server, page, sign_in, axe, shot
):
    case = opened()
    sign_in(user_with(Role.HANDLER, case.unit))
    keyboard = Keyboard(page)
    page.goto(live_server.url + reverse("case_disclose", kwargs={"number": case.pk}))
    text = page.locator("[data-part=text]")
    keyboard.tab_to(text.get_by_role("checkbox", name="Lampan"))
    for key in ("ArrowRight", "ArrowRight", "Space", "Shift+ArrowRight"):
        page.keyboard.press(key)
    assert page.locator("input[name=marks]").input_value() == "text:11-14,text:15-26"
    axe()
    shot("case-disclose")
    keyboard.press(page.get_by_label("26 kap. 1 § OSL"), "Space")
    keyboard.follow(page.get_by_role("button", name="Titta på det som lämnas ut"))
    axe()
    shot("case-disclose-look")
    assert page.get_by_text("Lampan vid").inner_text() == "Lampan vid maskerat port lyser inte."
    keyboard.follow(page.get_by_role("button", name="Ändra det som maskeras"))
    marked = page.locator("[data-part=text] [aria-checked=true]")
    assert marked.all_inner_texts() == ["Gun", "Påhittssons"]
    keyboard.follow(page.get_by_role("button", name="Titta på det som lämnas ut"))
    keyboard.follow(page.get_by_role("button", name="Lämna ut"))
    page.get_by_role("link", name="Ladda ner PDF:en").wait_for()
    axe()
    shot("case-disclosure")
    assert Case.objects.get().disclosures.get().passages == 1
