"""All articles as files: what is written, whose, and that it can be taken in again."""

import datetime as dt
import io
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from tests.factories.accounts import user_with
from tests.factories.knowledge import (
    FilmFactory,
    RevisionFactory,
    TopicFactory,
    TranslationFactory,
    published_article,
    show,
)
from tests.factories.organisation import UnitFactory
from tests.factories.packages import picture

from hundra.core.accounts.models import Role
from hundra.hear.knowledge import services
from hundra.hear.knowledge.exchange import read_article_file
from hundra.hear.knowledge.exchange.archive import open_file
from hundra.hear.knowledge.models import (
    Article,
    Attachment,
    Audience,
    Revision,
    RevisionState,
    Topic,
)
from hundra.hear.knowledge.services.exporting import export_articles
from hundra.hear.knowledge.services.importing import ImportOptions, import_knowledge

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_disk(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def exported(**options: object) -> dict[str, bytes]:
    data = io.BytesIO()
    export_articles(data, **options)
    with zipfile.ZipFile(data) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def an_article_with_everything() -> Article:
    article = published_article(
        topic=TopicFactory(slug="avfall"),
        slug="sopor",
        audience=Audience.GUIDES,
        title="Sopor: när & var",
        spoken_answer="Så här säger du.",
        steps=["Först.", "Sedan."],
        links=[{"kind": "page", "label": "Mer", "url": "https://e.example/"}],
        keywords=["sopbil"],
    )
    article.review_on, article.expires_on = dt.date(2040, 1, 1), dt.date(2040, 3, 1)
    article.save()
    shown = Revision.objects.get()
    drawn = services.add_picture(
        by=None, article=article, data=picture(), name="kärl.png", alt="Ett kärl"
    )
    paper = services.add_document(by=None, article=article, data=b"%PDF-1.4", name="blad.pdf")
    shown.body = f"Text.\n\n![Ett kärl](bild:{drawn.pk})"
    shown.attachments.set([drawn, paper])
    shown.films.set([FilmFactory(slug="sortera")])
    shown.change_note = "Ny avgift."
    shown.save()
    show(
        TranslationFactory(article=article, language="en"),
        title="Waste",
        body="Text.",
        based_on=shown,
        change_note="Ny.",
    )
    return article


def test_everything_of_an_article_is_written_in_plain_files():
    article = an_article_with_everything()

    files = exported()

    assert sorted(files) == [
        "avfall/filer/sopor/blad.pdf",
        "avfall/filer/sopor/kärl.jpg",
        "avfall/sopor.en.md",
        "avfall/sopor.md",
        "topics.yaml",
    ]
    original = read_article_file(files["avfall/sopor.md"].decode())
    assert (original.title, original.audience, original.unit, original.films, original.status) == (
        "Sopor: när & var",
        "guides",
        article.owner_unit.code,
        ("sortera",),
        "published",
    )
    assert "![Ett kärl](filer/sopor/k%C3%A4rl.jpg)" in original.body
    assert read_article_file(files["avfall/sopor.en.md"].decode()).original == "sopor"


def test_what_was_exported_changes_nothing_when_taken_in_again():
    an_article_with_everything()

    report = import_knowledge(open_file("allt.zip", packed(exported())))

    assert [file.outcome for file in report.files] == ["unchanged", "unchanged"]
    assert Attachment.objects.count() == 2


def test_what_was_exported_is_the_same_in_an_empty_house():
    article = an_article_with_everything()
    before = exported()
    for model in (Revision, Article, Topic):
        _empty(model)

    report = import_knowledge(
        open_file("allt.zip", packed(before)), options=ImportOptions(publish=True)
    )

    assert [file.outcome for file in report.files] == ["new", "new", "new"]
    after = exported()
    assert {name: data for name, data in after.items() if name.endswith(".md")} == {
        name: data for name, data in before.items() if name.endswith(".md")
    }
    assert article.slug in Article.objects.get().slug


def _empty(model: type) -> None:
    if model is Revision:
        for translation in {one.translation for one in Revision.objects.all()}:
            translation.published = None
            translation.save()
    model.objects.all().delete()


def test_an_editor_exports_only_what_they_may_edit():
    unit = UnitFactory()
    own = published_article(owner_unit=unit, audience=Audience.GUIDES)
    published_article()

    names = exported(by=user_with(Role.EDITOR, unit))

    assert [name for name in names if name.endswith(".md")] == [f"{own.topic.slug}/{own.slug}.md"]
    assert [name for name in exported(by=user_with(Role.GUIDE, unit)) if name.endswith("md")] == []


def test_a_draft_is_written_where_nothing_is_shown_yet():
    published = published_article()
    RevisionFactory(translation=published.translations.get(), title="Ändrat")
    waiting = RevisionFactory(waiting=True)

    texts = {
        name: read_article_file(data.decode())
        for name, data in exported().items()
        if name.endswith(".md")
    }

    statuses = {text.slug: text.status for text in texts.values()}
    assert statuses == {published.slug: "published", waiting.translation.article.slug: "draft"}


def test_the_number_of_queries_does_not_grow_with_the_articles(django_assert_num_queries):
    published_article()
    with django_assert_num_queries(7) as one:
        exported()
    for _ in range(2):
        published_article()
    with django_assert_num_queries(len(one)):
        exported()


def test_the_page_hands_over_a_zip(client):
    unit = UnitFactory()
    article = published_article(owner_unit=unit)
    client.force_login(user_with(Role.EDITOR, unit))

    response = client.get(reverse("knowledge_export"))

    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        assert f"{article.topic.slug}/{article.slug}.md" in archive.namelist()


def test_the_command_writes_a_new_file_and_never_over_an_old_one(tmp_path, capsys):
    published_article()
    path = tmp_path / "allt.zip"

    call_command("export_knowledge", str(path))
    assert capsys.readouterr().out == "1 artikel skriven.\n"

    with pytest.raises(CommandError, match=r"allt\.zip"):
        call_command("export_knowledge", str(path))


def test_the_command_takes_in_what_the_other_wrote(tmp_path, capsys):
    published_article()
    path = tmp_path / "allt.zip"
    call_command("export_knowledge", str(path))
    capsys.readouterr()

    call_command("import_knowledge", str(path), "--dry-run")

    assert capsys.readouterr().out == (
        "0 nya, 0 ändrade, 1 oförändrade, 0 nekade\nProvkörning: inget har ändrats.\n"
    )
    assert Revision.objects.get().state == RevisionState.PUBLISHED
