"""The editors' pages: from a new article to published, and nothing typed is ever lost."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.accounts import user_with
from tests.factories.knowledge import RevisionFactory, TopicFactory, published_article, show
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role, User
from hundra.core.messages.models import Message
from hundra.core.organisation.models import Unit
from hundra.hear.knowledge import services
from hundra.hear.knowledge.models import Article, Revision, RevisionState

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return UnitFactory()


@pytest.fixture
def writer(unit: Unit) -> User:
    return user_with(Role.EDITOR, unit)


@pytest.fixture
def second(unit: Unit) -> User:
    return user_with(Role.EDITOR, unit)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def texts(article: Article, **more: object) -> dict[str, object]:
    draft = Revision.objects.filter(translation__article=article).first()
    return {
        "title": "Ansök om bygglov",
        "short_answer": "Du ansöker i e-tjänsten.",
        "body": "## När?\n\nNär du bygger till.",
        "opened_at": draft.written_at.isoformat() if draft else "",
        **more,
    }


def at(name: str, article: Article, **more: object) -> str:
    language = (
        {} if name in ("article", "details", "withdraw", "files", "act") else {"language": "sv"}
    )
    return reverse(f"editing_{name}", kwargs={"pk": article.pk, **language, **more})


def test_an_article_goes_from_new_to_published_by_two_editors(writer, second, unit):
    client = signed_in(writer)
    answer = client.post(
        reverse("editing_new"),
        {
            "title": "Ansök om bygglov på Öland",
            "topic": TopicFactory().pk,
            "audience": "everyone",
            "owner_unit": unit.pk,
            "language": "sv",
        },
    )
    article = Article.objects.get()
    assert answer.url == at("text", article)
    assert article.slug == "ansok-om-bygglov-pa-oland"
    assert client.get(answer.url).status_code == 200

    sent = texts(
        article,
        **{"step": ["Läs.", "", "Ansök."], "link-kind": "e-service", "link-label": "Ansök"},
        **{"link-url": "e.example/bygglov", "keywords": "lov, bygga", "do": "send"},
    )
    assert client.post(at("text", article), sent).url == at("article", article)
    draft = Revision.objects.get()
    assert (draft.state, draft.steps, draft.keywords, draft.links) == (
        RevisionState.WAITING,
        ["Läs.", "Ansök."],
        ["lov", "bygga"],
        [{"kind": "e-service", "label": "Ansök", "url": "https://e.example/bygglov"}],
    )
    assert Message.objects.get().recipient == second.email

    assert signed_in(writer).post(at("approve", article)).url == at("review", article)
    draft.refresh_from_db()
    assert draft.state == RevisionState.WAITING

    other = signed_in(second)
    assert "Ansök om bygglov" in other.get(at("review", article)).content.decode()
    assert other.post(at("approve", article)).url == at("article", article)
    draft.refresh_from_db()
    assert draft.state == RevisionState.PUBLISHED
    assert other.get(at("article", article)).status_code == 200
    assert other.get(at("history", article)).status_code == 200


def test_what_failed_keeps_all_that_was_typed(writer, unit):
    article = published_article(owner_unit=unit)
    sent = texts(article, title="", body="Min långa text", step=["Mitt steg"])
    sent |= {"link-kind": "page", "link-label": "Ord", "link-url": "javascript:alert(1)"}

    answer = signed_in(writer).post(at("text", article), sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    for typed in ("Min långa text", "Mitt steg", 'value="Ord"', 'value="javascript:alert(1)"'):
        assert typed in page


def test_rows_are_moved_about_without_saving(writer, unit):
    article = published_article(owner_unit=unit)
    client = signed_in(writer)
    sent = texts(article, step=["Ett", "Två"], body="Osparat")

    for action, steps in (
        ("up-step-1", ["Två", "Ett"]),
        ("down-step-0", ["Två", "Ett"]),
        ("remove-step-0", ["Två"]),
        ("add-step-0", ["Ett", "Två", ""]),
        ("up-step-0", ["Ett", "Två"]),
        ("up-step-99", ["Ett", "Två"]),
    ):
        answer = client.post(at("text", article), {**sent, "do": action})
        form = answer.context["form"]
        assert [row[0] for row in form.steps.rows] == steps, action
        assert "Osparat" in answer.content.decode()
    assert Revision.objects.count() == 1


def test_a_conflict_shows_both_texts_and_the_next_save_is_knowing(writer, second, unit):
    article = published_article(owner_unit=unit, body="Ursprunglig text.")
    mine = texts(article, body="Min text.")
    theirs = texts(article, body="Deras text.")
    assert signed_in(second).post(at("text", article), theirs).status_code == 302

    answer = signed_in(writer).post(at("text", article), mine)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Deras" in page
    assert "Min text." in page
    assert Revision.objects.filter(state=RevisionState.DRAFT).get().body == "Deras text."
    again = {**mine, "opened_at": answer.context["form"]["opened_at"].value()}
    assert signed_in(writer).post(at("text", article), again).status_code == 302
    assert Revision.objects.filter(state=RevisionState.DRAFT).get().body == "Min text."


def test_what_is_sent_back_is_mailed_to_those_who_wrote(writer, second, unit):
    article = published_article(owner_unit=unit)
    draft = services.save_draft(
        by=writer,
        translation=article.translations.get(),
        wording=services.wording_of(Revision.objects.get()),
    )
    services.submit(by=writer, revision=draft)

    signed_in(second).post(at("send_back", article), {"comment": "Skriv kortare."})

    draft.refresh_from_db()
    assert (draft.state, draft.review_comment) == (RevisionState.DRAFT, "Skriv kortare.")
    letter = Message.objects.get(recipient=writer.email)
    assert "Skriv kortare." in letter.body_text
    assert at("text", article) in letter.body_text
    assert "Skriv kortare." in signed_in(writer).get(at("text", article)).content.decode()


def test_the_preview_shows_what_is_typed_and_saves_nothing(writer, unit):
    article = published_article(owner_unit=unit)
    sent = texts(article, body="<script>alert(1)</script>\n\n**Viktigt**", spoken_answer="Säg så.")

    page = signed_in(writer).post(at("preview", article), sent).content.decode()

    assert "<strong>Viktigt</strong>" in page
    assert "<script" not in page
    assert "Säg så." in page
    assert Revision.objects.count() == 1


def test_an_old_wording_is_compared_and_brought_back(writer, unit):
    article = published_article(
        owner_unit=unit, title="Vad kostar det?", short_answer="Det kostar 100 kronor."
    )
    show(article.translations.get(), title="Vad kostar det?", short_answer="Det kostar 200 kronor.")
    client = signed_in(writer)

    page = client.get(at("history", article) + "?fran=1&till=2").content.decode()
    assert "<del>" in page
    assert "100" in page.partition("<del>")[2].partition("</del>")[0]
    assert "200" in page.partition("<ins>")[2].partition("</ins>")[0]

    assert client.post(at("restore", article, number=1)).url == at("text", article)
    draft = Revision.objects.get(state=RevisionState.DRAFT)
    assert (draft.short_answer, draft.number) == ("Det kostar 100 kronor.", 3)


def test_a_translation_behind_shows_what_changed_since(writer, unit):
    article = published_article(owner_unit=unit, title="Först")
    original = article.translations.get()
    client = signed_in(writer)
    began = client.post(reverse("editing_translate", kwargs={"pk": article.pk}), {"language": "en"})
    assert began.status_code == 302
    english = article.translations.get(language="en")
    services.discard_draft(by=writer, revision=english.revisions.get())
    show(english, based_on=original.published, title="First")
    show(original, title="Sedan")

    listed = client.get(reverse("editing_articles") + "?del=behind")
    assert [row.pk for row in listed.context["table"].rows] == [article.pk]
    since = reverse("editing_since", kwargs={"pk": article.pk, "language": "en"})
    page = client.get(since).content.decode()
    assert "Först" in page
    assert "Sedan" in page


def test_withdrawn_and_put_back_and_looked_through(writer, unit):
    article = published_article(owner_unit=unit)
    client = signed_in(writer)

    assert client.post(at("withdraw", article), {"reason": ""}).status_code == 422
    client.post(at("withdraw", article), {"reason": "Finns inte längre."})
    article.refresh_from_db()
    assert article.withdrawal_reason == "Finns inte längre."

    client.post(at("act", article, what="ta-tillbaka"))
    client.post(at("act", article, what="oversedd"))
    article.refresh_from_db()
    assert (article.state, article.reviewed_on is not None) == ("in_use", True)


def test_articles_of_other_units_are_as_if_they_were_not(writer):
    article = published_article(owner_unit=UnitFactory(), audience="guides")
    RevisionFactory(translation=article.translations.get(), waiting=True)
    client = signed_in(writer)

    assert list(client.get(reverse("editing_articles")).context["table"].rows) == []
    for name in ("article", "details", "text", "review", "history", "files"):
        assert client.get(at(name, article)).status_code == 404, name
    for name in ("approve", "discard", "send_back", "preview"):
        assert client.post(at(name, article)).status_code == 404, name


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    writer, unit, number, django_assert_num_queries
):
    for _ in range(number):
        published_article(owner_unit=unit)
    client = signed_in(writer)
    client.get(reverse("editing_articles"))
    with django_assert_num_queries(QUERIES):
        client.get(reverse("editing_articles"))


QUERIES = 10
