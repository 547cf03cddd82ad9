"""Finding an answer in a real browser: a citizen on a phone, a guide by keyboard, every look."""

import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Route, expect
from tests.browser.keyboard import Keyboard
from tests.factories.accounts import user_with
from tests.factories.improvements import ImprovementFactory, ProgrammeFactory
from tests.factories.knowledge import (
    AttachmentFactory,
    ContactReasonFactory,
    FilmFactory,
    TopicFactory,
    TranslationFactory,
    published_article,
    show,
)
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role
from hundra.hear.knowledge.models import Article, ArticleUse, Audience
from hundra.hear.knowledge.queries.browsing import forget_ranking
from hundra.hear.knowledge.services import indexing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
LINKS = [
    {"kind": "e-service", "label": "Ansök om bygglov", "url": "https://e.granby.example/bygglov"},
    {"kind": "form", "label": "Blankett på papper", "url": "https://www.granby.example/b.pdf"},
    {"kind": "page", "label": "Läs reglerna", "url": "https://www.granby.example/regler"},
    {"kind": "phone", "label": "Ring bygglovsenheten", "url": "tel:0980-3192100"},
]


@pytest.fixture
def article() -> Article:
    names = {"sv": "Bygga och bo", "en": "Building and housing"}
    made = published_article(
        topic=TopicFactory(slug="bygga-bo", names=names, icon="house"),
        slug="bygglov",
        title="Ansök om bygglov",
        short_answer="Du behöver bygglov för att bygga nytt. Ansök i e-tjänsten.",
        spoken_answer="Du ansöker om bygglov i vår e-tjänst, så får du svar inom tio veckor.",
        steps=["Läs vad som gäller där du bor.", "Rita.", "Ansök i e-tjänsten."],
        links=LINKS,
        body="## När behövs det?\n\nNär du bygger nytt.\n\n| Vad | Pris |\n|---|---|\n| Hus | 9 |",
        reviewed_on=timezone.localdate(),
    )
    made.reasons.add(ContactReasonFactory(name="bygglov"))
    revision = made.translations.get().published
    revision.attachments.add(AttachmentFactory(article=made, name="Exempelritning"))
    revision.films.add(FilmFactory(title="Så bygger du"))
    arabic = TranslationFactory(article=made, language="ar")
    show(
        arabic, title="رخصة بناء", short_answer="تقدم بطلب.", steps=["اقرأ."], body="## متى؟\n\nعند"
    )
    published_article(title="Altan och plank", topic=made.topic, short_answer="Ofta utan bygglov.")
    day = timezone.localdate()
    ArticleUse.objects.create(article=made, day=day, door="public", language="sv", count=5)
    indexing.index_words(Article.objects.values_list("pk", flat=True))
    forget_ranking()
    return made


def test_a_citizen_with_a_typo_finds_the_answer_on_a_phone_by_keyboard(
    live_server, page, axe, shot, article
):
    keyboard = Keyboard(page)
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + "/")
    keyboard.write(page.get_by_label("Vad vill du ha hjälp med?"), "bygglåv")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_text("Menade du bygglov?").wait_for()
    axe()
    shot("help-found")
    page.set_viewport_size(PHONE)
    page.reload()
    box = page.get_by_label("Ställ en fråga")
    keyboard.write(box, "bygg")
    page.keyboard.type("lav")
    # What is shown before has as many hits, and would take the focus with it when it goes.
    page.locator('[data-search-words="bygglav"]').wait_for()
    page.locator("#svar-status", has_text="2 svar hittade").wait_for(state="attached")
    assert page.locator("#ask-words").evaluate("box => box === document.activeElement")
    page.keyboard.press("ArrowDown")
    first = page.get_by_role("link", name="Ansök om bygglov", exact=True)
    assert first.evaluate("link => link === document.activeElement")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Ansök om bygglov").wait_for()
    assert page.get_by_text("Ansök i e-tjänsten.").first.is_visible()
    assert page.context.cookies() == []


def test_a_later_answer_leaves_the_focus_where_it_is(live_server, page, article):
    page.goto(live_server.url + reverse("help"))
    page.get_by_label("Ställ en fråga").press_sequentially("bygg")
    page.locator('[data-search-words="bygg"]').wait_for()
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    with page.expect_request("**q=bygglov**"):
        page.route("**q=bygglov**", hold)
        page.keyboard.type("lov")
    page.keyboard.press("ArrowDown")
    first = page.get_by_role("link", name="Ansök om bygglov", exact=True)
    expect(first).to_be_focused()
    late.pop().continue_()
    page.locator('[data-search-words="bygglov"]').wait_for()
    expect(first).to_be_focused()


def test_help_pages_are_accessible(live_server, page, axe, shot, article, console_errors):
    programme = ProgrammeFactory(shown=True, name="100 förbättringar")
    ImprovementFactory(programme=programme, delivered=True)
    place = {"topic": "bygga-bo", "slug": "bygglov"}
    for name, address in (
        ("home", "/"),
        ("help", reverse("help")),
        ("help-topic", reverse("help_topic", kwargs={"topic": "bygga-bo"})),
        ("help-article", reverse("help_article", kwargs=place)),
        ("help-article-ar", reverse("help_article_in", kwargs={**place, "language": "ar"})),
        ("help-nothing", reverse("help") + "?q=xyzzyq"),
        ("help-box", reverse("help_box")),
    ):
        page.goto(live_server.url + address)
        axe()
        shot(name)
    page.goto(live_server.url + "/hjalp/bygga-bo/finns-inte/")
    assert "404" in console_errors.pop()
    axe()
    shot("help-missing")


def test_a_guide_finds_and_copies_the_words_to_say_by_keyboard(
    live_server, page, sign_in, axe, shot, article
):
    secret = published_article(audience=Audience.GUIDES, title="Rutin: arg om bygglov")
    indexing.index_words([secret.pk])
    sign_in(user_with(Role.GUIDE, UnitFactory()))
    page.goto(live_server.url + reverse("knowledge"))
    axe()
    shot("knowledge")
    page.keyboard.press("/")
    page.keyboard.type("bygglov")
    page.locator("#svar-status", has_text="3 svar hittade").wait_for(state="attached")
    axe()
    shot("knowledge-found")
    page.get_by_role("link", name="Rutin: arg om bygglov").wait_for()
    page.locator("#ask-words").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.locator("#ask-words").evaluate("box => box === document.activeElement")
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("heading", name="Säg så här").wait_for()
    axe()
    shot("knowledge-article")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    Keyboard(page).press(page.get_by_role("button", name="Kopiera"))
    page.get_by_role("button", name="Kopierat").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Du ansöker om bygglov")


@pytest.fixture
def intranet(live_server):
    """Another site, with our box in a frame."""
    box = live_server.url + reverse("help_box")
    page = f'<!doctype html><title>Intranät</title><iframe src="{box}" title="Hjälp"></iframe>'

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_hits_in_a_frame_elsewhere_open_in_the_whole_window(live_server, page, intranet, article):
    page.goto(intranet)
    inside = page.frame_locator("iframe")
    inside.get_by_label("Ställ en fråga").press_sequentially("bygglov")
    inside.get_by_role("link", name="Ansök om bygglov", exact=True).click()
    page.wait_for_url(live_server.url + "/hjalp/bygga-bo/bygglov/")


def test_without_a_script_the_form_gives_a_page(live_server, browser, article):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    plain = context.new_page()
    plain.goto(live_server.url + reverse("help"))
    plain.get_by_label("Ställ en fråga").fill("bygglåv")
    plain.get_by_role("button", name="Sök").click()
    plain.get_by_role("link", name=re.compile("Ansök om bygglov")).first.click()
    plain.get_by_role("heading", level=1, name="Ansök om bygglov").wait_for()
    context.close()
