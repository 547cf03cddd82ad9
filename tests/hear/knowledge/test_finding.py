"""Search over the real index: what is indexed by jobs is found by those who may read it."""

from collections.abc import Callable

import pytest
from tests.factories.knowledge import TranslationFactory, published_article, show

from hundra.hear.knowledge.models import Audience, IndexedText, Synonym
from hundra.hear.knowledge.queries import finding
from hundra.hear.knowledge.services import indexing

pytestmark = pytest.mark.django_db

ALL = tuple(Audience.values)


def found(words: str, *, audiences: tuple[str, ...] = ALL, language: str = "sv") -> list[str]:
    hits = finding.search(words, audiences=audiences, language=language).hits
    return [hit.translation.published.title for hit in hits]


@pytest.fixture
def index() -> Callable[..., None]:
    def run(*articles) -> None:
        indexing.index_words([article.pk for article in articles])

    return run


def test_an_article_is_found_by_a_part_of_a_compound_and_a_misspelling(index):
    article = published_article(title="Äldreomsorgens avgifter")
    index(article, published_article(title="Parkering för boende"))

    assert found("omsorg") == ["Äldreomsorgens avgifter"]
    assert found("parkerng") == ["Parkering för boende"]


def test_the_passage_that_answers_is_shown_with_its_words_marked(index):
    article = published_article(
        title="Sophämtning",
        short_answer="Vi hämtar varannan vecka.",
        body="## Kärlet\n\nStäll kärlet vid <tomtgränsen> senast klockan 6.\n\n## Pris\n\nGratis.",
    )
    index(article)

    hit = finding.search("tomtgräns", audiences=ALL, language="sv").hits[0]

    assert hit.passage.heading == "Kärlet"
    assert hit.passage.html == (
        "Ställ kärlet vid &lt;<mark>tomtgränsen</mark>&gt; senast klockan 6."
    )
    assert [(why.kind, why.query_word, why.text_word) for why in hit.why] == [
        ("inflected", "tomtgräns", "tomtgränsen")
    ]


@pytest.mark.parametrize("audience", Audience.values)
def test_nobody_finds_what_is_for_others(index, audience):
    order = list(Audience.values)
    index(*(published_article(title=f"Bygglov {each}", audience=each) for each in order))

    seen = tuple(order[: order.index(audience) + 1])

    assert sorted(found("bygglov", audiences=seen)) == sorted(f"Bygglov {each}" for each in seen)


def test_a_narrowed_audience_holds_before_the_index_knows(index):
    article = published_article(title="Bygglov")
    index(article)
    article.audience = Audience.GUIDES
    article.save()

    assert found("bygglov", audiences=(Audience.EVERYONE,)) == []


def test_a_withdrawn_article_is_taken_out_of_the_index(index):
    article = published_article(title="Bygglov", body="Unikaordet.")
    index(article)
    article.state, article.withdrawal_reason = "withdrawn", "Fel."
    article.save()
    index(article)

    row = IndexedText.objects.get()
    assert (row.removed, row.fields, row.passages) == (True, {}, [])
    assert found("bygglov") == []


def test_a_correction_never_uses_a_word_that_only_others_may_read(index):
    index(
        published_article(title="Hemligordet", audience=Audience.GUIDES),
        published_article(title="Bygglov"),
    )

    seen = finding.search("hemligorddet", audiences=(Audience.EVERYONE,), language="sv")

    assert (seen.hits, seen.corrected) == ((), "")


def test_a_misspelt_question_is_given_back_as_understood(index):
    index(published_article(title="Ansök om bygglov"))

    assert finding.search("bygglåv", audiences=ALL, language="sv").corrected == "bygglov"


def test_synonyms_hold_from_the_next_search(index):
    index(published_article(title="Plats i förskola"))
    assert found("dagis") == []

    synonym = Synonym.objects.create(said="dagis", means="förskola")
    assert found("dagis") == ["Plats i förskola"]

    synonym.delete()
    assert found("dagis") == []


def test_the_readers_language_is_shown_once(index):
    article = published_article(title="Bygglov")
    show(TranslationFactory(article=article, language="en"), title="Building permits (bygglov)")
    index(article)

    assert found("bygglov") == ["Bygglov"]
    assert found("bygglov", language="en") == ["Building permits (bygglov)"]


def test_a_new_wording_replaces_the_old_in_the_index(index):
    article = published_article(title="Gamla rubriken")
    index(article)
    show(article.translations.get(), title="Nya namnet")
    index(article)

    assert found("nya namnet") == ["Nya namnet"]
    assert found("rubriken") == []


def test_nothing_is_indexed_anew_when_nothing_has_changed(index):
    article = published_article()
    index(article)
    before = IndexedText.objects.get().version
    index(article)

    assert IndexedText.objects.get().version == before


def test_publishing_asks_for_the_index(django_capture_on_commit_callbacks):
    from procrastinate.contrib.django.models import ProcrastinateJob

    article = published_article()
    indexing.request_index(article)

    job = ProcrastinateJob.objects.get(task_name="knowledge.index")
    assert job.args == {"articles": [article.pk]}


def test_what_is_out_of_date_is_what_expired_and_what_was_never_indexed(index, settings):
    import datetime as dt

    from django.utils import timezone

    kept, gone, new = (published_article() for _ in range(3))
    index(kept, gone)
    gone.review_on, gone.expires_on = (timezone.localdate() - dt.timedelta(days=n) for n in (9, 1))
    gone.save()

    assert indexing.out_of_date() == sorted([gone.pk, new.pk])


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_asks_the_database_as_often_whatever_it_finds(
    index, count, django_assert_num_queries
):
    index(*(published_article(title=f"Bygglov {n}") for n in range(count)))
    found("bygglov")

    with django_assert_num_queries(3):
        assert len(found("bygglov")) == count
