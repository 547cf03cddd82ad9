"""Self-study by keyboard: a step with a film, then questions, wrong at first and then right."""

import pytest
from playwright.sync_api import expect
from tests.factories.accounts import UserFactory
from tests.factories.knowledge import FilmFactory, published_article
from tests.factories.study import PathFactory, StepFactory, ask

from hundra.hear.study.models import StepDone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_path_is_taken_by_keyboard_and_its_pages_are_accessible(
    live_server, page, sign_in, axe, shot, console_errors
):
    path = PathFactory(
        title="Ny på jobbet", description="Det viktigaste första veckan.", minutes=20
    )
    StepFactory(path=path, article=published_article(title="Så larmar du", steps=["Ring 112."]))
    hidden = published_article(title="Hemligt", audience="guides")
    StepFactory(path=path, article=hidden)
    asked = StepFactory(path=path, title="Utrymning", text="## Först\n\nGå lugnt ut.")
    several = ask(asked, right=("Dörren", "Trappan"), wrong=("Hissen",))
    single = ask(asked, right=("Lugnt",), wrong=("Springande",))
    StepFactory(path=path, film=FilmFactory(title="Samlingsplatsen"))
    user = UserFactory()
    sign_in(user)

    page.goto(f"{live_server.url}/arbete/larande/")
    axe()
    shot("study-paths")
    page.get_by_role("link", name="Ny på jobbet").press("Enter")
    axe()
    shot("study-path")
    page.get_by_role("link", name="Börja").press("Enter")
    axe()
    page.get_by_role("button", name="Klar med steget").press("Enter")

    page.get_by_role("heading", name="Utrymning", level=1).wait_for()
    page.get_by_label("Dörren").press("Space")
    page.get_by_label("Springande").press("Space")
    page.get_by_role("button", name="Kontrollera mina svar").press("Enter")
    verdict = page.locator(".study-verdict")
    verdict.get_by_text("2 frågor är inte rätt").wait_for()
    expect(verdict).to_be_focused()
    axe()
    shot("study-wrong")
    assert StepDone.objects.filter(step=asked).count() == 0

    page.get_by_label("Trappan").press("Space")
    page.get_by_label("Lugnt", exact=True).press("Space")
    page.get_by_role("button", name="Kontrollera igen").press("Enter")
    page.get_by_text("Du är klar med det här steget.").wait_for()
    axe()
    shot("study-right")
    assert StepDone.objects.filter(user=user, step=asked).count() == 1
    assert {several.step, single.step} == {asked}

    page.get_by_role("link", name="Nästa steg").press("Enter")
    page.get_by_role("heading", name="Samlingsplatsen", level=1).wait_for()
    axe()
    page.get_by_role("button", name="Klar med steget").press("Enter")
    page.get_by_text("Du är klar med hela studievägen").wait_for()
    # A step that was not right yet answers 422, which the browser notes.
    console_errors[:] = [one for one in console_errors if "422" not in one]
