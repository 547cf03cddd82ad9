"""What editors learn from use: unanswered searches, synonyms, verdicts, figures."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories.accounts import user_with
from tests.factories.knowledge import TopicFactory, published_article
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role
from hundra.hear.knowledge.errors import InvalidError
from hundra.hear.knowledge.models import (
    Audience,
    Search,
    SearchCount,
    SearchGroup,
    SearchNeed,
    Synonym,
)
from hundra.hear.knowledge.queries import learning as seen
from hundra.hear.knowledge.services import indexing, learning

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


# The work list ------------------------------------------------------------------------------


def test_searches_that_ask_for_the_same_are_counted_together_the_most_unanswered_first():
    article = published_article()
    searched("när hämtas soporna", 2)
    searched("sopor hämtas när", 3)
    searched("sopor hämtas när", 1, hits=4)
    searched("sopor hämtas när", 1, hits=4, chosen=article)
    searched("hundskatt", 1)
    searched("bygglov", 5, hits=3, chosen=article)
    learning.count_use()

    assert listed() == [("sopor hämtas när", 7, 5, 1), ("hundskatt", 1, 1, 0)]


def test_a_page_that_cannot_tell_what_was_chosen_says_nothing_of_it():
    searched("sopor", 2, hits=4, watched=False)
    searched("hundskatt", 1, watched=False)
    learning.count_use()

    assert listed() == [("hundskatt", 1, 1, 0)]


def test_periods_and_doors_are_counted_each_for_itself():
    searched("sopor", 1, days_ago=0)
    searched("sopor", 1, days_ago=40, door="guides")
    searched("sopor", 1, days_ago=300)
    searched("sopor", 1, days_ago=380)
    learning.count_use()

    assert [listed(weeks)[0][1] for weeks in (4, 12, 52)] == [1, 2, 3]
    assert listed(12, "guides") == [("sopor", 1, 1, 0)]
    assert listed(4, "guides") == []


def test_counting_again_replaces_what_was_counted_and_forgets_what_is_answered():
    searched("sopor", 1)
    learning.count_use()
    Search.objects.all().delete()
    searched("hundskatt", 2)
    learning.count_use()

    assert listed() == [("hundskatt", 2, 2, 0)]
    assert SearchGroup.objects.count() == 1


def test_what_is_decided_leaves_the_list_and_comes_back_when_the_number_has_doubled(editor):
    searched("hundskatt", 2, days_ago=10)
    learning.count_use()
    need = learning.decide(
        by=editor, group=group("hundskatt"), decision=SearchNeed.Decision.NOT_OURS
    )
    assert listed() == []

    SearchNeed.objects.filter(pk=need.pk).update(decided_on=TODAY() - dt.timedelta(days=5))
    searched("hundskatt", 3)
    learning.count_use()
    assert (need.returns_at, listed()) == (4, [])

    searched("hundskatt", 1)
    learning.count_use()
    assert listed() == [("hundskatt", 6, 6, 0)]

    learning.decide(by=editor, group=group("hundskatt"), decision=SearchNeed.Decision.DRAFTED)
    assert (listed(), SearchNeed.objects.get().returns_at) == ([], 12)


def test_a_decision_can_be_undone(editor):
    searched("hundskatt")
    learning.count_use()
    need = learning.decide(
        by=editor, group=group("hundskatt"), decision=SearchNeed.Decision.NOT_OURS
    )
    learning.undo_decision(by=editor, need=need)

    assert listed() == [("hundskatt", 1, 1, 0)]


def test_an_answer_would_belong_in_the_topic_of_the_nearest_articles(editor):
    waste, other = TopicFactory(), TopicFactory()
    nearest = published_article(topic=waste, title="Sopor och sophämtning", body="Sopor hämtas.")
    hidden = published_article(
        topic=other, audience=Audience.GUIDES, title="Sopor: svara så här", body="Om sopor."
    )
    indexing.index_words([nearest.pk, hidden.pk])
    searched("hämtas sopor på påskdagen", 1)
    learning.count_use()
    assert learning.place_groups() == 1
    assert learning.place_groups() == 0

    placed = SearchGroup.objects.get()
    assert (placed.topic, placed.nearest[0]) == (waste, nearest.pk)
    assert [article.pk for article in seen.known_articles(editor, placed)] == [nearest.pk]


def test_the_work_list_shows_numbers_and_leads_on(page, django_assert_num_queries):
    def counted(name):
        with django_assert_num_queries(8) as queries:
            response = page.get(reverse(name))
        assert response.status_code == 200
        return response.content.decode(), len(queries)

    searched("hundskatt", 3)
    learning.count_use()
    html, _ = counted("searches")
    assert "hundskatt" in html
    searched("skolskjuts", 2)
    searched("vigsel", 1)
    learning.count_use()
    html, _ = counted("searches")
    assert html.index("hundskatt") < html.index("skolskjuts") < html.index("vigsel")


def test_a_draft_begins_with_the_words_and_the_topic(page):
    topic = TopicFactory()
    searched("hundskatt för valpar", 3)
    learning.count_use()
    SearchGroup.objects.update(topic=topic)
    found = SearchGroup.objects.get()

    shown = page.get(reverse("search_group", kwargs={"group": found.pk}))
    assert "hundskatt för valpar" in shown.content.decode()
    answer = page.post(
        reverse("decide_search", kwargs={"group": found.pk}), {"decision": "drafted"}
    )

    assert answer.headers["Location"] == (
        reverse("editing_new") + f"?title=Hundskatt+f%C3%B6r+valpar&topic={topic.pk}"
    )
    begun = page.get(answer.headers["Location"]).content.decode()
    assert "Hundskatt för valpar" in begun
    assert listed() == []
    assert "Hundskatt".lower() in page.get(reverse("decided_searches")).content.decode()


# Synonyms -----------------------------------------------------------------------------------


def test_a_synonym_works_at_once_and_takes_its_search_off_the_list(page):
    article = published_article(title="Förskola", short_answer="Ansök om plats.", body="Förskola.")
    indexing.index_words([article.pk])
    searched("dagis", 4)
    learning.count_use()
    found = SearchGroup.objects.get()
    tried = {"prova": "dagis"}
    assert "Förskola" not in page.get(reverse("synonyms"), tried).content.decode()

    address = f"{reverse('synonyms')}?sokning={found.pk}"
    assert 'value="dagis"' in page.get(address).content.decode()
    page.post(address, {"said": " Dagis ", "means": "förskola", "language": "sv"})

    assert [str(one) for one in Synonym.objects.all()] == ["dagis → förskola"]
    assert "Förskola" in page.get(reverse("synonyms"), tried).content.decode()
    assert (listed(), SearchNeed.objects.get().decision) == ([], "synonym")


@pytest.mark.parametrize(
    ("said", "means"), [("dagis", "Dagis!"), ("…", "förskola"), ("dagis", "förskola")]
)
def test_a_synonym_that_says_nothing_new_is_refused(editor, said, means):
    learning.add_synonym(by=editor, said="förskola", means="dagis", both_ways=True)

    with pytest.raises(InvalidError):
        learning.add_synonym(by=editor, said=said, means=means)


def test_the_history_tells_who_removed_a_synonym(page, editor):
    made = learning.add_synonym(by=editor, said="dagis", means="förskola")
    page.post(reverse("remove_synonym", kwargs={"synonym": made.pk}))

    assert Synonym.objects.count() == 0
    latest = seen.synonym_trail()[0]
    assert (latest.what, latest.who) == ("Borttagen: dagis → förskola", str(editor))


def test_counting_forgets_no_group_that_two_periods_share():
    searched("sopor", 1, days_ago=100)
    searched("sopor", 1)
    learning.count_use()

    assert SearchGroup.objects.count() == 1
    assert SearchCount.objects.filter(door="").count() == 3
