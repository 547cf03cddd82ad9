"""An employee answers on a phone, is interrupted, goes on, and sends; a kiosk keeps nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect
from tests.browser.keyboard import Keyboard
from tests.factories.organisation import UnitFactory
from tests.factories.surveys import open_wave, slip

from hundra.hear.surveys.models import BallotBox, WaveInvitation
from hundra.hear.surveys.sealing import unsealed
from hundra.hear.surveys.services.ballots import spelled

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


def kept(page: Page) -> list[str]:
    """What of ours the device keeps."""
    return page.evaluate(
        "() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
        ".filter((key) => key.startsWith('enkat'))"
    )


def read_thanks(page: Page) -> None:
    """The page is whole then, and its script has forgotten what was kept."""
    expect(page.get_by_role("heading", name="Tack!")).to_be_visible()
    page.wait_for_load_state()


def test_an_employee_answers_on_a_phone_interrupted_once(
    live_server: Any,
    page: Page,
    browser_context: BrowserContext,
    axe: Callable[[], None],
    shot: Callable[[str], None],
) -> None:
    _wave, (mine,) = open_wave({UnitFactory(): 1}, set="copsoq", title="Medarbetarenkät våren 2026")
    address = f"{live_server.url}/enkat/{mine.secret}/"
    sent: list[Request] = []
    browser_context.on("request", lambda one: sent.append(one) if one.method != "GET" else None)
    page.set_viewport_size(PHONE)
    page.goto(address)
    assert page.get_by_text("Sida 1 av 7").is_visible()
    axe()
    shot("enkat-1")
    page.set_viewport_size(PHONE)
    demands = page.get_by_role("group", name="Kommer jobbet så ojämnt att det samlas på hög?")
    demands.get_by_role("radio", name="Ofta").check()
    touch = demands.locator(".ballot-choice").first.bounding_box()
    assert touch is not None
    assert touch["height"] >= 48
    page.get_by_role("button", name="Nästa").click()
    assert page.get_by_text("Sida 2 av 7").is_visible()
    assert page.evaluate("() => document.activeElement.textContent") == (
        "Ditt arbete och ditt inflytande"
    )
    influence = page.get_by_role("group", name="Kan du påverka beslut som rör ditt arbete?")
    influence.get_by_role("radio", name="Sällan").check()
    shot("enkat-2")

    # The phone rings: the page is closed. Nothing has left the device.
    page.close()
    assert sent == []
    assert not BallotBox.objects.exists()
    assert WaveInvitation.objects.get().is_answered is False

    again = browser_context.new_page()
    again.set_viewport_size(PHONE)
    again.goto(address)
    assert again.get_by_text("Sida 2 av 7").is_visible()
    assert (
        again.get_by_role("group", name="Kan du påverka beslut")
        .get_by_role("radio", name="Sällan")
        .is_checked()
    )
    again.get_by_role("button", name="Tillbaka").click()
    assert (
        again.get_by_role("group", name="Kommer jobbet så ojämnt")
        .get_by_role("radio", name="Ofta")
        .is_checked()
    )
    for number in range(2, 8):
        again.get_by_role("button", name="Nästa").click()
        assert again.get_by_text(f"Sida {number} av 7").is_visible()
    again.get_by_label("Vad är bäst med din arbetsplats?").fill("Kollegorna.")
    assert again.get_by_text("Du har svarat på 3 av 63 frågor.").is_visible()
    assert sent == []
    again.get_by_role("button", name="Skicka mina svar").click()
    read_thanks(again)
    assert kept(again) == []
    assert [one.url for one in sent] == [address]
    (ballot,) = unsealed(BallotBox.objects.get().content)
    assert [value for value in ballot["values"] if value != -1] == [4, 2]
    assert ballot["texts"] == {"best": "Kollegorna."}
    assert browser_context.cookies() == []


def test_it_is_answered_by_keyboard_alone(live_server: Any, page: Page) -> None:
    _wave, (mine,) = open_wave({UnitFactory(): 1}, set="hme")
    page.goto(f"{live_server.url}/enkat/{mine.secret}/")
    page.get_by_role("radio", name="Stämmer mycket dåligt").first.focus()
    page.keyboard.press("ArrowDown")
    # Enter in the middle of the survey means the next page, and sends nothing.
    page.keyboard.press("Enter")
    assert page.get_by_text("Sida 2 av 3").is_visible()
    keyboard = Keyboard(page)
    keyboard.press(page.get_by_role("button", name="Nästa"))
    assert page.get_by_text("Sida 3 av 3").is_visible()
    keyboard.follow(page.get_by_role("button", name="Skicka mina svar"))
    page.get_by_role("heading", name="Tack!").wait_for()
    (ballot,) = unsealed(BallotBox.objects.get().content)
    assert ballot["values"] == [2] + [-1] * 8


def test_a_shared_device_keeps_nothing(
    live_server: Any, page: Page, axe: Callable[[], None], shot: Callable[[str], None]
) -> None:
    unit = UnitFactory()
    wave, _none = open_wave({unit: 0}, set="enps")
    code = slip(wave, unit).secret
    page.goto(f"{live_server.url}/enkat/")
    axe()
    shot("enkat-kod")
    page.get_by_label("Din kod").fill(spelled(code).lower())
    page.get_by_role("button", name="Till frågorna").click()
    page.get_by_role("radio", name="9", exact=True).check()
    axe()
    shot("enkat-enps")
    assert page.evaluate("() => Object.keys(localStorage)") == []
    # Whoever walks away from it leaves it clean.
    page.clock.install()
    page.reload()
    assert page.get_by_role("radio", name="9", exact=True).is_checked()
    page.clock.fast_forward(121_000)
    assert page.get_by_text("Är du kvar?").is_visible()
    page.clock.fast_forward(31_000)
    page.wait_for_url(f"{live_server.url}/enkat/")
    assert kept(page) == []
    page.goto(f"{live_server.url}/enkat/{spelled(code)}/?delad=1")
    assert page.get_by_role("radio", name="9", exact=True).is_checked() is False
    page.get_by_role("radio", name="3", exact=True).check()
    page.get_by_role("button", name="Skicka mina svar").click()
    read_thanks(page)
    assert kept(page) == []
    axe()
    shot("enkat-tack")


def test_it_works_without_scripts(live_server: Any, browser: Any) -> None:
    _wave, (mine,) = open_wave({UnitFactory(): 1}, set="hme")
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{live_server.url}/enkat/{mine.secret}/")
    assert page.get_by_role("heading", level=2).count() == 3
    page.get_by_role("radio", name="Stämmer mycket bra").nth(8).check()
    page.get_by_role("button", name="Skicka mina svar").click()
    read_thanks(page)
    context.close()
    (ballot,) = unsealed(BallotBox.objects.get().content)
    assert ballot["values"] == [-1] * 8 + [5]
