"""What a reader's browser tells: one search for its refinements, the choice, and that it helped."""

import time

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests.factories.accounts import user_with
from tests.factories.knowledge import published_article

from hundra.core.accounts.models import Role
from hundra.hear.knowledge.models import ArticleUse, Search, SearchGroup, Verdict
from hundra.hear.knowledge.services import indexing, learning

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def article(console_errors):
    made = published_article(title="Sopor och tömning", short_answer="Sopor hämtas varannan vecka.")
    indexing.index_words([made.pk])
    yield made
    # A search that the next letter or the chosen hit overtakes is broken off, which htmx tells of.
    overtaken = ("htmx:afterRequest", "htmx:sendAbort")
    console_errors[:] = [error for error in console_errors if not error.startswith(overtaken)]


def soon(read, wanted, seconds=15.0):
    """A beacon is sent without anybody waiting for it."""
    ends = time.monotonic() + seconds
    while (found := read()) != wanted and time.monotonic() < ends:
        time.sleep(0.05)
    assert found == wanted


def searches():
    rows = Search.objects.order_by("pk")
    return list(rows.values_list("words", "chosen", "chosen_rank", "watched"))


def test_refinements_are_one_search_and_the_chosen_hit_ends_it(live_server, page, article):
    page.goto(live_server.url + reverse("help"))
    box = page.get_by_role("searchbox").first
    box.press_sequentially("sop", delay=30)
    soon(searches, [("sop", None, None, True)])
    box.press_sequentially("or", delay=30)
    soon(searches, [("sopor", None, None, True)])
    page.wait_for_load_state("networkidle")
    page.locator("a[data-article]").first.click()

    page.wait_for_url("**/sopor*" if "sopor" in article.slug else f"**/{article.slug}/")
    soon(searches, [("sopor", article.pk, 1, True)])
    soon(lambda: list(ArticleUse.objects.values_list("count", flat=True)), [1])
    page.reload()
    page.wait_for_load_state("networkidle")
    assert list(ArticleUse.objects.values_list("count", flat=True)) == [1]


def test_enter_notes_at_once_and_going_back_notes_nothing_more(live_server, page, article):
    page.goto(live_server.url + reverse("help"))
    box = page.get_by_role("searchbox").first
    box.fill("sopor")
    box.press("Enter")
    soon(searches, [("sopor", None, None, True)])
    page.wait_for_load_state("networkidle")
    page.locator("a[data-article]").first.click()
    soon(searches, [("sopor", article.pk, 1, True)])
    page.go_back()
    page.wait_for_timeout(2000)

    assert searches() == [("sopor", article.pk, 1, True)]


def test_a_reader_says_that_it_did_not_help_by_keyboard(live_server, page, axe, article):
    where = {"topic": article.topic.slug, "slug": article.slug}
    page.goto(live_server.url + reverse("help_article", kwargs=where))
    page.get_by_role("button", name="Nej").press("Enter")
    page.get_by_label("Det är svårt att förstå").check()
    page.get_by_role("textbox", name="Berätta").fill("Vad är ett kärl? Ring 070-123 45 67.")
    axe()
    page.get_by_role("button", name="Skicka").press("Enter")

    expect(page.get_by_text("Tack!")).to_be_visible()
    kept = Verdict.objects.values_list("helped", "reason", "comment")
    assert list(kept) == [(False, "hard_to_read", "Vad är ett kärl? Ring •••.")]
    assert page.context.cookies() == []


def test_the_editors_pages_are_accessible(live_server, page, sign_in, axe, article):
    editor = user_with(Role.EDITOR, article.owner_unit)
    sign_in(editor)
    for words in ("hundskatt", "sopor på julafton"):
        learning.note_search(words, door="public", language="sv", hits=0)
    translation = article.translations.get()
    for helped in (True, False):
        learning.give_verdict(translation=translation, door="public", helped=helped)
    learning.count_use()
    learning.place_groups()
    group = SearchGroup.objects.get(words="hundskatt")
    learning.add_synonym(by=editor, said="soprum", means="sopor")
    for address in (
        reverse("searches"),
        reverse("search_group", args=[group.pk]),
        reverse("verdicts"),
        f"{reverse('synonyms')}?prova=soprum",
        reverse("usage"),
    ):
        page.goto(live_server.url + address)
        axe()
