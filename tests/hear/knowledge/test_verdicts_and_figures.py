"""Whether articles help and how they are used: told by readers, seen by editors."""

import datetime as dt
import uuid

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories.accounts import UserFactory, user_with
from tests.factories.knowledge import published_article
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role
from hundra.core.audit import retention
from hundra.core.audit.models import RetentionDecision
from hundra.hear.knowledge.errors import NotPossibleError, NotYoursError
from hundra.hear.knowledge.models import (
    ArticleFigures,
    ArticleUse,
    Audience,
    Search,
    SearchGroup,
    SearchWeek,
    Verdict,
)
from hundra.hear.knowledge.queries import learning as seen
from hundra.hear.knowledge.queries.learning.figures import hardly_helpful, helped_share, never_used
from hundra.hear.knowledge.services import learning

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def editor(unit):
    return user_with(Role.EDITOR, unit)


@pytest.fixture
def page(editor):
    client = Client()
    client.force_login(editor)
    client.get(reverse("synonyms"))  # The first request of a session writes it.
    return client


def searched(words, times=1, *, hits=0, days_ago=0, chosen=None, watched=True, door="public"):
    for _ in range(times):
        secret = learning.note_search(words, door=door, language="sv", hits=hits, watched=watched)
        if chosen is not None:
            learning.note_choice(secret, chosen, 1)
        day = TODAY() - dt.timedelta(days=days_ago)
        Search.objects.filter(secret=secret).update(made_on=day)


def listed(weeks=12, door=""):
    rows = seen.unanswered(weeks=weeks, door=door)
    return [(row.group.words, row.asked, row.no_hit, row.not_chosen) for row in rows]


def group(words):
    return SearchGroup.objects.get(words=words)


# Did this help? -----------------------------------------------------------------------------


def translation_of(article):
    return article.translations.get()


def test_a_reader_answers_without_scripts_and_explains(unit):
    article = published_article(owner_unit=unit, title="Sopor")
    reader, ask = Client(), reverse("helped", kwargs={"translation": translation_of(article).pk})

    asked = reader.post(ask, {"hjalpte": "nej"}, follow=True)
    address = asked.redirect_chain[0][0]
    assert asked.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in asked.headers["Cache-Control"]
    thanked = reader.post(
        address, {"reason": "outdated", "comment": "Ring mig på 070-123 45 67, Storgatan 3"}
    )

    assert "Tack" in thanked.content.decode()
    assert list(reader.cookies) == []
    kept = Verdict.objects.get()
    assert (kept.helped, kept.reason, kept.comment) == (False, "outdated", "Ring mig på •••, •••")
    assert (kept.door, kept.language, kept.revision_number, kept.given_on) == (
        "public",
        "sv",
        1,
        TODAY(),
    )


def test_a_yes_is_thanked_for_and_needs_no_reason():
    article = published_article()
    answer = Client().post(
        reverse("helped", kwargs={"translation": translation_of(article).pk}),
        {"hjalpte": "ja"},
        headers={"HX-Request": "true"},
    )

    assert "<form" not in answer.content.decode()
    assert Verdict.objects.get().helped is True


def test_a_wrong_reason_keeps_what_was_written():
    verdict = given(published_article())
    answer = Client().post(
        reverse("verdict", kwargs={"secret": verdict.secret}), {"comment": "Adressen är fel."}
    )

    assert answer.status_code == 422
    assert "Adressen är fel." in answer.content.decode()
    assert "Välj det som stämmer bäst." in answer.content.decode()


def test_a_program_is_thanked_and_not_kept():
    verdict = given(published_article())
    said = {"reason": "other", "comment": "Köp nu", "website": "https://spam.example"}
    answer = Client().post(reverse("verdict", kwargs={"secret": verdict.secret}), said)

    verdict.refresh_from_db()
    assert (answer.status_code, verdict.comment) == (200, "")


def test_a_verdict_is_explained_once_and_soon():
    verdict = given(published_article())
    learning.explain_verdict(secret=verdict.secret, reason="other", comment="Ett")
    with pytest.raises(NotPossibleError):
        learning.explain_verdict(secret=verdict.secret, reason="other", comment="Två")

    Verdict.objects.update(given_on=TODAY() - dt.timedelta(days=2))
    address = reverse("verdict", kwargs={"secret": verdict.secret})
    assert Client().get(address).status_code == 404
    assert Client().get(reverse("verdict", kwargs={"secret": uuid.uuid4()})).status_code == 404


def test_nobody_answers_on_what_they_may_not_read():
    article = published_article(audience=Audience.EMPLOYEES)
    number = translation_of(article).pk
    employee = Client()
    employee.force_login(UserFactory())
    said = {"hjalpte": "ja"}

    assert Client().post(reverse("helped", args=[number]), said).status_code == 404
    assert employee.post(reverse("helped_inside", args=[number]), said).status_code == 302
    assert list(Verdict.objects.values_list("door", flat=True)) == ["inside"]


def given(article, *, helped=False, comment=""):
    verdict = learning.give_verdict(
        translation=translation_of(article), door="public", helped=helped
    )
    if comment:
        learning.explain_verdict(secret=verdict.secret, reason="broken", comment=comment)
    return verdict


def test_editors_work_through_what_is_said_at_their_own_units(page, editor, unit):
    own, other = published_article(owner_unit=unit), published_article()
    mine, theirs = given(own, comment="Länken är död"), given(other, comment="Annat")
    given(own, helped=True)

    html = page.get(reverse("verdicts")).content.decode()
    assert ("Länken är död" in html, "Annat" in html) == (True, False)
    assert seen.to_handle_count(editor) == 1

    page.post(reverse("handle_verdict", args=[mine.pk]))
    assert list(seen.to_handle(editor)) == []
    mine.refresh_from_db()
    assert (mine.handled, mine.handled_by) == (True, editor)
    assert len(seen.verdicts(editor)) == 2

    assert page.post(reverse("handle_verdict", args=[theirs.pk])).status_code == 403
    with pytest.raises(NotYoursError):
        learning.set_handled(by=editor, verdict=theirs, handled=True)
    page.post(reverse("handle_verdict", args=[mine.pk]), {"handled": "no"})
    assert list(seen.to_handle(editor)) == [mine]


def test_the_list_of_verdicts_takes_as_many_queries_for_three_as_for_one(
    page, unit, django_assert_num_queries
):
    for _ in range(2):
        given(published_article(owner_unit=unit), comment="Fel")
        with django_assert_num_queries(7):
            page.get(reverse("verdicts"))
        given(published_article(owner_unit=unit), comment="Fel")


# Figures ------------------------------------------------------------------------------------


def used(article, count, *, days_ago=0):
    day = TODAY() - dt.timedelta(days=days_ago)
    ArticleUse.objects.create(article=article, day=day, door="public", language="sv", count=count)


def test_articles_are_counted_by_period_with_verdicts(editor):
    article, unused = published_article(), published_article()
    used(article, 3)
    used(article, 4, days_ago=50)
    for helped in (True, True, True, True, False):
        given(article, helped=helped)
    learning.count_use()

    rows = {row.article: row for row in seen.used_articles(editor, weeks=12)}
    assert (rows[article].opened, rows[article].helped, rows[article].verdicts) == (7, 4, 5)
    assert rows[unused].opened == 0
    assert seen.article_figures(article)[0].opened == 3


def test_an_articles_own_figures_stand_on_its_editors_page(page, unit):
    article = published_article(owner_unit=unit)
    address = reverse("editing_article", args=[article.pk])
    assert "Inget är räknat än." in page.get(address).content.decode()
    used(article, 31)
    for _ in range(5):
        given(article, helped=True)
    learning.count_use()

    html = page.get(address).content.decode().replace("\xa0", " ")
    assert "Öppnat 31 gånger" in html
    assert "100 % (57 % till 100 %, n = 5)" in html


def test_a_share_of_too_few_is_not_told(editor):
    few, enough = published_article(), published_article()
    for _ in range(4):
        given(few, helped=True)
    for _ in range(5):
        given(enough, helped=True)
    learning.count_use()

    rows = {row.article: helped_share(row) for row in seen.used_articles(editor, weeks=4)}
    assert rows[few] is None
    assert (rows[enough].value, round(rows[enough].low, 3)) == (1.0, 0.566)


def test_never_used_is_said_of_articles_that_have_been_there_for_long(editor):
    old, new, opened = published_article(), published_article(), published_article()
    for article in (old, opened):
        article.first_published_at = timezone.now() - dt.timedelta(days=31)
        article.save()
    used(opened, 1)
    learning.count_use()

    rows = seen.used_articles(editor, weeks=52)
    assert [row.article for row in never_used(rows)] == [old]
    assert new.pk in {row.article_id for row in rows}


def test_articles_that_help_less_than_half_of_enough_are_found(editor):
    poor, few = published_article(), published_article()
    for helped in (True, True, False, False, False):
        given(poor, helped=helped)
    given(few)
    learning.count_use()

    assert [row.article for row in hardly_helpful(seen.used_articles(editor, weeks=4))] == [poor]


def test_an_editor_sees_no_figures_of_what_they_may_not_read(editor, unit):
    hidden = published_article(audience=Audience.GUIDES)
    own = published_article(audience=Audience.GUIDES, owner_unit=unit)
    learning.count_use()

    assert [row.article for row in seen.used_articles(editor, weeks=4)] == [own]
    assert ArticleFigures.objects.filter(article=hidden).exists()


def test_weeks_tell_how_many_searched_and_how_many_found():
    article = published_article()
    searched("sopor", 2, hits=3, chosen=article)
    searched("sopor", 1, hits=3)
    searched("sopor", 1)
    searched("sopor", 1, hits=3, watched=False)
    searched("sopor", 2, days_ago=7, door="guides")
    learning.count_use()

    before, this = seen.searched_weeks(weeks=2)
    assert (this.asked, this.no_hit, this.found.part, this.found.n) == (5, 1, 2, 3)
    assert (before.asked, before.no_hit, before.found.n) == (2, 2, 0)
    assert [week.asked for week in seen.searched_weeks(weeks=2, door="guides")] == [2, 0]


def test_weeks_stay_when_their_searches_are_gone():
    searched("sopor", 1, days_ago=390)
    learning.count_use()
    monday = TODAY() - dt.timedelta(days=600)
    monday -= dt.timedelta(days=monday.weekday())
    SearchWeek.objects.create(monday=monday, door="public", asked=9, no_hit=1, told=2, chosen=1)
    learning.count_use()

    assert SearchWeek.objects.filter(monday=monday).exists()


def test_the_page_of_use_shows_definitions_and_exports(page, django_assert_num_queries):
    article = published_article(title="Sopor och tömning")
    used(article, 1234)
    for _ in range(6):
        given(article, helped=True)
    searched("sopor", 6, hits=3, chosen=article)
    learning.count_use()
    with django_assert_num_queries(10):
        html = page.get(reverse("usage")).content.decode()
    for shown in ("Sopor och tömning", "1 234", "100 %", "n = 6"):
        assert shown in html.replace("\xa0", " ")
    for _ in range(2):
        published_article()
    learning.count_use()
    with django_assert_num_queries(10):
        page.get(reverse("usage"))

    file = page.get(reverse("usage"), {"format": "csv"})
    row = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()[1]
    assert row.startswith("Sopor och tömning;")
    assert row.endswith(";1234;6;6;1,0;0,61;1,0")


# Kept for a time ----------------------------------------------------------------------------


def test_old_searches_and_comments_go_by_decision():
    article = published_article()
    searched("sopor", 1, days_ago=401)
    searched("sopor", 1, days_ago=399)
    old = given(article, comment="Länken är död")
    new = given(article, comment="Länken är död")
    Verdict.objects.filter(pk=old.pk).update(given_on=TODAY() - dt.timedelta(days=401))
    call_command("prune", verbosity=0)
    assert Search.objects.count() == 2

    for rule in ("knowledge.searches", "knowledge.verdicts"):
        RetentionDecision.objects.create(
            rule=rule, days=retention.rule(rule).days, number="KS 2026:17", decided_on=TODAY()
        )
    call_command("prune", verbosity=0)

    assert Search.objects.count() == 1
    assert list(Verdict.objects.order_by("pk").values_list("pk", "comment")) == [
        (old.pk, ""),
        (new.pk, "Länken är död"),
    ]
