"""The public pages in a browser: accessible in every look, and useful without a mouse or script."""

import pytest
from playwright.sync_api import expect
from tests.factories.improvements import (
    AnswersFactory,
    ImprovementFactory,
    ProgrammeFactory,
    TopicFactory,
    UpdateFactory,
)
from tests.factories.suggestions import SuggestionFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def filled(transactional_db):
    programme = ProgrammeFactory(shown=True, name="100 förbättringar", tagline="En i taget.")
    topic = TopicFactory(name="Skola", slug="skola", icon="graduation-cap")
    first = ImprovementFactory(
        programme=programme,
        followed_up=True,
        topic=topic,
        title="Läxhjälp varje vardag",
        story="Så *började* det.",
        baseline="12",
        target="30",
    )
    UpdateFactory(improvement=first)
    AnswersFactory(
        improvement=first, suggestion=SuggestionFactory(published=True, public_title="Läxhjälp")
    )
    ImprovementFactory(
        programme=programme, stamped=True, audience="employees", title="Gratis kaffe", topic=topic
    )
    ImprovementFactory(programme=programme, withdrawn=True, number=3, title="Ångrad")
    ImprovementFactory(programme=programme, coming=True, topic=topic, title="Varmare badhus")
    return programme


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("home", "/"),
        ("improvements", "/forbattringar/"),
        ("improvement", "/forbattringar/1/"),
        ("withdrawn", "/forbattringar/3/"),
        ("sign", "/forbattringar/skylt/"),
        ("embedded", "/inbaddad/forbattringar/"),
        ("follow", "/forbattringar/folj/"),
        ("accessibility", "/tillganglighet/"),
        ("privacy", "/integritet/"),
        ("english", "/en/"),
    ],
)
def test_page_is_accessible_in_every_look(live_server, page, filled, axe, shot, name, address):
    page.goto(live_server.url + address)
    axe()
    shot(f"public-{name}")


def test_filters_take_effect_at_once_and_stand_in_the_address(live_server, page, filled):
    page.goto(live_server.url + "/forbattringar/")
    page.get_by_label("För vem").select_option("employees")
    page.wait_for_url("**for=employees**")
    page.get_by_role("status").filter(has_text="1 förbättring").wait_for()
    titles = page.locator(".improvement-card-title").all_inner_texts()
    assert titles == ["Gratis kaffe"]
    page.reload()
    assert page.locator(".improvement-card-title").all_inner_texts() == titles


def test_filters_work_without_a_script(browser, live_server, filled):
    context = browser.new_context(java_script_enabled=False, locale="sv-SE")
    page = context.new_page()
    page.goto(live_server.url + "/forbattringar/")
    page.get_by_label("Sök").fill("kaffe")
    page.get_by_role("button", name="Visa").click()
    expect(page.locator(".improvement-card-title")).to_have_text(
        ["Gratis kaffe"], use_inner_text=True
    )
    assert context.cookies() == []
    context.close()


def test_one_goes_from_start_to_an_improvement_and_on_by_keyboard(live_server, page, filled):
    page.goto(live_server.url + "/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # Skips to the content.
    expect(page.locator("#content")).to_be_focused()
    page.get_by_role("link", name="Förbättring 1: Läxhjälp varje vardag").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/forbattringar/1/")
    assert page.get_by_role("heading", level=1).inner_text() == "Läxhjälp varje vardag"
    page.get_by_role("link", name="Kom efter Gratis kaffe").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/forbattringar/2/")


def test_stamps_are_drawn_and_the_sign_turns_by_itself(live_server, page, filled):
    page.goto(live_server.url + "/forbattringar/1/")
    width = page.locator(".improvement-top img").evaluate("(image) => image.naturalWidth")
    assert width > 0
    page.goto(live_server.url + "/forbattringar/skylt/")
    with page.expect_response("**/forbattringar/skylt/", timeout=45_000) as answer:
        pass
    assert answer.value.status in {200, 304}
