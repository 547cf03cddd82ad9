"""The shells and components, as people meet them: with keyboard, phone, and without scripts."""

import pytest
from playwright.sync_api import expect
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GALLERY = "/arbete/komponenter/"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def gallery(live_server, page, sign_in):
    sign_in(UserFactory(name="Alva Påhittsson"))
    page.goto(live_server.url + GALLERY)
    return page


def test_components_are_accessible_in_every_look(gallery, axe, shot):
    shot("components")
    axe()


def test_the_overview_is_accessible_in_every_look(gallery, live_server, axe, shot):
    gallery.goto(f"{live_server.url}/arbete/")
    shot("overview")
    axe()


def test_a_missing_page_is_accessible_in_every_look(
    live_server, page, db, console_errors, axe, shot
):
    page.goto(f"{live_server.url}/saknas/")
    assert "404" in console_errors.pop()
    shot("missing")
    axe()


def first_rows(page):
    return page.locator(".data-table tbody td:first-child").all_inner_texts()


def test_a_table_is_sorted_in_place_and_the_back_button_goes_back(gallery):
    assert first_rows(gallery)[:2] == ["1", "2"]
    gallery.evaluate("window.stayed = true")
    gallery.get_by_role("link", name="Nummer").click()
    gallery.wait_for_url("**/?sort=-number")
    assert first_rows(gallery)[:2] == ["23", "22"]
    gallery.get_by_role("link", name="Nästa").click()
    gallery.wait_for_url("**page=2")
    assert first_rows(gallery)[:2] == ["18", "17"]
    assert gallery.evaluate("window.stayed") is True
    gallery.go_back()
    gallery.wait_for_url("**/?sort=-number")
    gallery.wait_for_function(
        "() => document.querySelector('.data-table tbody td').innerText === '23'"
    )
    # It is the whole page, not a part of one.
    assert gallery.get_by_role("heading", level=1).count() == 1


def test_a_table_is_searched_while_typing_and_the_field_keeps_the_focus(gallery):
    field = gallery.get_by_role("searchbox")
    field.press_sequentially("kaffe")
    gallery.wait_for_url("**q=kaffe**")
    assert set(gallery.locator(".data-table td:nth-child(2)").all_inner_texts()) == {
        "Gratis kaffe till all personal"
    }
    assert field.evaluate("field => field === document.activeElement")


def test_tables_and_filters_work_without_scripts(browser, live_server, sign_in, browser_context):
    sign_in(UserFactory())
    plain = browser.new_context(
        java_script_enabled=False, storage_state=browser_context.storage_state()
    )
    page = plain.new_page()
    page.goto(live_server.url + GALLERY)
    page.locator("select[name=state]").select_option("withdrawn")
    page.get_by_role("button", name="Visa", exact=True).click()
    page.wait_for_url("**state=withdrawn**")
    assert set(page.locator(".data-table .ds-tag").all_inner_texts()) == {"Tillbakadragen"}
    page.get_by_role("link", name="Kostnad").click()
    assert "sort=cost" in page.url
    assert "state=withdrawn" in page.url
    plain.close()


def test_one_of_many_is_chosen_by_keyboard(gallery):
    field = gallery.get_by_role("combobox", name="Enhet")
    field.press_sequentially("hemtj")
    gallery.get_by_role("option", name="Hemtjänst söder").wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("Enter")
    assert field.input_value() == "Hemtjänst söder"
    assert gallery.locator("input[name=unit]").input_value() == "Hemtjänst söder"
    assert field.get_attribute("aria-expanded") == "false"
    field.press("Backspace")
    assert gallery.locator("input[name=unit]").input_value() == ""


def test_what_is_marked_stays_so_when_an_answer_comes_later(gallery):
    field = gallery.get_by_role("combobox", name="Enhet")
    with gallery.expect_response("**q=hemtj"):
        field.press_sequentially("hemtj")
    gallery.get_by_role("option", name="Hemtjänst söder").wait_for()
    field.press("ArrowDown")
    field.press("ArrowDown")
    with gallery.expect_response("**q=hemtj") as later:
        field.dispatch_event("input")
    later.value.finished()
    field.press("Enter")
    expect(field).to_have_value("Hemtjänst söder")


def test_a_dialog_opens_and_closes_by_keyboard_and_gives_the_focus_back(gallery):
    opener = gallery.get_by_role("button", name="Öppna en dialogruta")
    opener.focus()
    gallery.keyboard.press("Enter")
    dialog = gallery.get_by_role("dialog", name="Ett exempel")
    dialog.wait_for()
    assert dialog.evaluate("dialog => dialog.contains(document.activeElement)")
    gallery.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert opener.evaluate("button => button === document.activeElement")


def test_a_failed_form_reads_its_faults_first_and_leads_to_them(gallery):
    gallery.get_by_label("Berätta mer").fill("Det jag skrev")
    gallery.get_by_role("button", name="Skicka").click()
    summary = gallery.locator("[data-error-summary]")
    summary.wait_for()
    expect(summary).to_be_focused()
    assert gallery.get_by_label("Berätta mer").input_value() == "Det jag skrev"
    summary.get_by_role("link").first.click()
    expect(gallery.locator("[name=title]")).to_be_focused()


def test_a_saved_form_is_told_in_a_toast_that_can_be_closed(gallery):
    gallery.get_by_label("Vad skulle bli bättre?").fill("Bänkar i parken")
    gallery.get_by_label("Invånare").check()
    gallery.get_by_role("button", name="Skicka").click()
    toast = gallery.get_by_role("status").filter(has_text="Sparat.")
    toast.wait_for()
    toast.get_by_role("button", name="Stäng").click()
    assert gallery.locator(".toast").count() == 0


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(gallery, axe):
    gallery.set_viewport_size(PHONE)
    menu = gallery.get_by_role("navigation", name="Huvudmeny")
    assert menu.is_hidden()
    gallery.get_by_role("button", name="Meny").focus()
    gallery.keyboard.press("Enter")
    menu.wait_for()
    gallery.keyboard.press("Escape")
    menu.wait_for(state="hidden")


def test_the_first_stop_of_the_keyboard_leads_past_the_menu(gallery):
    gallery.keyboard.press("Tab")
    assert gallery.evaluate("document.activeElement.innerText") == "Hoppa till innehållet"
    gallery.keyboard.press("Enter")
    expect(gallery.locator("#content")).to_be_focused()


def test_a_picture_is_shown_before_it_is_sent(gallery):
    picture = {"name": "a.png", "mimeType": "image/png", "buffer": PIXEL}
    gallery.get_by_label("Bild").set_input_files(picture)
    gallery.get_by_role("img", name="Bilden du valde").wait_for()


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c"
    "6360f8cfc00000030101001827f6a10000000049454e44ae426082"
)
