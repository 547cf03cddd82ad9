"""The editors' side in a real browser: an article is drafted and approved by keyboard alone."""

import time

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from procrastinate.contrib.django.models import ProcrastinateWorker
from tests.browser.keyboard import Keyboard
from tests.factories.accounts import user_with
from tests.factories.knowledge import (
    ContactReasonFactory,
    FilmFactory,
    TopicFactory,
    TranslationFactory,
    published_article,
    show,
)
from tests.factories.organisation import UnitFactory

from hundra.config.process import wait_until
from hundra.core.accounts.models import Role, User
from hundra.core.organisation.models import Unit
from hundra.hear.knowledge import services
from hundra.hear.knowledge.models import Article, Attachment, Revision, RevisionState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "## När behövs det?"


@pytest.fixture
def unit() -> Unit:
    return UnitFactory(name="Samhällsbyggnadsförvaltningen")


@pytest.fixture
def writer(unit: Unit) -> User:
    return user_with(Role.EDITOR, unit, name="Ida Ordrik")


@pytest.fixture
def second(unit: Unit) -> User:
    return user_with(Role.EDITOR, unit, name="Jens Kommatecken")


def place(name: str, article: Article, **more: object) -> str:
    return reverse(f"editing_{name}", kwargs={"pk": article.pk, **more})


def draft_by_keyboard(page: Page, base: str, *, title: str) -> Article:
    """Writes a new article and sends it for approval, without a mouse."""
    keys = Keyboard(page)
    page.goto(base + reverse("editing_articles"))
    keys.follow(page.get_by_role("link", name="Ny artikel"))
    keys.write(page.get_by_label("Titel"), title)
    keys.write(page.get_by_label("Kort svar"), "Du ansöker i e-tjänsten.")
    keys.follow(page.get_by_role("button", name="Vidare till texten"))

    keys.press(page.get_by_role("button", name="Lägg till ett steg"))
    first = page.get_by_label("Steg 1", exact=True)
    expect(first).to_be_focused()
    page.keyboard.type("Läs om reglerna.")
    keys.press(page.get_by_role("button", name="Lägg till ett steg"))
    expect(page.get_by_label("Steg 2", exact=True)).to_be_focused()
    page.keyboard.type("Ansök.")
    keys.press(page.get_by_role("button", name="Flytta upp: steg 2"))
    expect(first).to_have_value("Ansök.")

    keys.tab_to(
        page.get_by_role("textbox", name="Text", exact=False).and_(page.locator("#id_body"))
    )
    page.keyboard.type("När behövs det?")
    page.keyboard.press("Control+Alt+Digit2")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("När du bygger till ")
    page.keyboard.press("Control+b")
    page.keyboard.type("mycket")
    expect(page.locator("#preview").get_by_text("mycket")).to_have_css("font-weight", "700")
    keys.follow(page.get_by_role("button", name="Spara och skicka för godkännande"))
    return Article.objects.get()


def approve_by_keyboard(page: Page, base: str, article: Article) -> None:
    keys = Keyboard(page)
    page.goto(base + reverse("work"))
    keys.follow(page.get_by_role("link", name="Artiklar att godkänna"))
    keys.follow(page.locator("tbody").get_by_role("link").first)
    keys.follow(page.get_by_role("link", name="Granska och godkänn"))
    keys.follow(page.get_by_role("button", name="Godkänn och publicera"))


def test_one_editor_drafts_and_another_approves_by_keyboard(
    live_server, page, sign_in, writer, second
):
    TopicFactory(names={"sv": "Bygga och bo"})
    sign_in(writer)
    article = draft_by_keyboard(page, live_server.url, title="Ansök om bygglov")
    draft = Revision.objects.get()
    assert (draft.state, draft.steps) == (RevisionState.WAITING, ["Ansök.", "Läs om reglerna."])
    assert draft.body == f"{BODY}\nNär du bygger till **mycket**"

    sign_in(second)
    approve_by_keyboard(page, live_server.url, article)

    draft.refresh_from_db()
    assert draft.state == RevisionState.PUBLISHED


FOUND_WITHIN_MS = 2_000


def test_what_was_approved_is_found_within_two_seconds(
    live_server, page, sign_in, writer, second, worker
):
    TopicFactory(names={"sv": "Bygga och bo"})
    sign_in(writer)
    article = draft_by_keyboard(page, live_server.url, title="Ansök om bygglov")
    sign_in(second)
    search = f"{live_server.url}{reverse('help')}?q=bygglåv"
    page.goto(search)
    expect(page.locator(".hit")).to_have_count(0)
    assert wait_until(ProcrastinateWorker.objects.exists, seconds=60)
    approve_by_keyboard(page, live_server.url, article)

    hit = page.get_by_role("link", name="Ansök om bygglov")
    started = time.monotonic()
    while (time.monotonic() - started) * 1_000 < FOUND_WITHIN_MS:
        page.goto(search)
        if hit.count():
            break

    expect(hit.first).to_be_visible()


WORD = """<p class=MsoTitle>Avgifter</p><p style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·</span>Ett <b>måste</b></p><script>alert(1)</script>
<p><img src=x onerror="alert(1)">Slut</p>"""
PASTE = """([selector, html]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "utan form");
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.querySelector(selector).dispatchEvent(event);
}"""


def test_what_is_pasted_from_word_is_cleaned(live_server, page, sign_in, writer, unit):
    article = published_article(owner_unit=unit, body="Före")
    sign_in(writer)
    page.goto(live_server.url + place("text", article, language="sv"))
    page.locator("#id_body").fill("")

    page.evaluate(PASTE, ["#id_body", WORD])

    expect(page.locator("#id_body")).to_have_value("## Avgifter\n\n- Ett **måste**\n\nSlut")


def test_the_pages_are_accessible_in_every_look(
    live_server, page, sign_in, writer, second, unit, axe, shot
):
    article = published_article(
        owner_unit=unit,
        title="Ansök om bygglov",
        body="## När?\n\nNär du bygger till.\n\n| Vad | Pris |\n|---|---|\n| Altan | 0 kr |",
        steps=["Läs.", "Ansök."],
        links=[{"kind": "e-service", "label": "Ansök", "url": "https://e.example/bygglov"}],
    )
    original = article.translations.get()
    english = TranslationFactory(article=article, language="en")
    show(english, based_on=original.published)
    show(original, title="Ansök om bygglov", short_answer="Du ansöker hemifrån.")
    article.reasons.add(ContactReasonFactory())
    Attachment.objects.create(
        article=article,
        name="Blankett.pdf",
        file="x.pdf",
        media_type="application/pdf",
        size_bytes=9,
    )
    wording = services.wording_of(original.revisions.first(), change_note="Nya avgifter")
    draft = services.save_draft(by=second, translation=original, wording=wording)
    services.submit(by=second, revision=draft)
    film = FilmFactory(owner_unit=unit)
    addresses = {
        "list": reverse("editing_articles"),
        "new": reverse("editing_new"),
        "article": place("article", article),
        "details": place("details", article),
        "text": place("text", article, language="sv"),
        "review": place("review", article, language="sv"),
        "history": place("history", article, language="sv") + "?fran=1&till=2",
        "revision": place("revision", article, language="sv", number=1),
        "since": place("since", article, language="en"),
        "files": place("files", article),
        "translate": place("translate", article),
        "topics": reverse("editing_topics"),
        "topic": reverse("editing_topic_new"),
        "reasons": reverse("editing_reasons"),
        "films": reverse("editing_films"),
        "film": reverse("editing_film", kwargs={"pk": film.pk}),
    }
    sign_in(writer)
    for name, address in addresses.items():
        page.goto(live_server.url + address)
        axe()
        shot(f"editing-{name}")
