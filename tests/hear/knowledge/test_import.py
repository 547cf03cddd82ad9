"""Articles taken in from files: drafts, changes, what is refused, and what is left alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from tests.factories.accounts import user_with
from tests.factories.knowledge import FilmFactory, TopicFactory, published_article
from tests.factories.organisation import UnitFactory
from tests.factories.packages import ARTICLE, only, picture, take, zipped

from hundra.core.accounts.models import Role, RoleGrant, User
from hundra.core.organisation.models import Unit
from hundra.hear.knowledge import services
from hundra.hear.knowledge.exchange.archive import open_path
from hundra.hear.knowledge.models import (
    Article,
    Attachment,
    ContactReason,
    Revision,
    RevisionState,
    Topic,
)
from hundra.hear.knowledge.services.importing import (
    FileReport,
    import_knowledge,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_disk(settings, tmp_path_factory) -> None:
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")


@pytest.fixture
def unit() -> Unit:
    return UnitFactory(name="Renhållningen")


@pytest.fixture
def topic() -> Topic:
    return TopicFactory(slug="avfall", names={"sv": "Avfall", "en": "Waste"})


@pytest.fixture
def editor(unit: Unit) -> User:
    return user_with(Role.EDITOR, unit)


def test_an_article_becomes_a_draft_that_nobody_reads(unit, topic, editor):
    report = take({"avfall/sopbilen.md": ARTICLE}, by=editor)

    assert only(report) == FileReport(
        file="avfall/sopbilen.md", outcome="new", title="När kommer sopbilen?"
    )
    draft = Revision.objects.get()
    article = draft.translation.article
    assert (draft.state, draft.title, draft.written_by) == (
        RevisionState.DRAFT,
        "När kommer sopbilen?",
        editor,
    )
    assert (article.slug, article.topic, article.owner_unit, article.first_published_at) == (
        "sopbilen",
        topic,
        unit,
        None,
    )
    assert [reason.name for reason in article.reasons.all()] == ["sopor"]


def test_the_same_file_again_changes_nothing(unit, topic, editor):
    take({"avfall/sopbilen.md": ARTICLE}, by=editor)
    before = Revision.objects.get().written_at

    report = take({"avfall/sopbilen.md": ARTICLE}, by=editor)

    assert only(report).outcome == "unchanged"
    assert Revision.objects.get().written_at == before


def test_a_changed_file_is_a_new_draft_beside_what_readers_see(unit, topic):
    take({"avfall/sopbilen.md": ARTICLE}, publish=True)
    report = take({"avfall/sopbilen.md": ARTICLE.replace("Varannan", "Var tredje")})

    assert only(report).outcome == "changed"
    assert list(Revision.objects.order_by("number").values_list("state", "short_answer")) == [
        (RevisionState.PUBLISHED, "Varannan vecka."),
        (RevisionState.DRAFT, "Var tredje vecka."),
    ]


def test_what_was_published_elsewhere_may_be_published_at_once(unit, topic):
    file = only(take({"avfall/sopbilen.md": ARTICLE}, publish=True))

    shown = Revision.objects.get()
    assert (file.outcome, file.published) == ("new", True)
    assert (shown.state, shown.approved_by, shown.change_note) == (
        RevisionState.PUBLISHED,
        None,
        "Importerad",
    )


def test_drafts_and_what_lacks_an_answer_stay_drafts_when_the_rest_is_published(unit, topic):
    files = take(
        {
            "avfall/utkast.md": ARTICLE.replace("unit:", "status: utkast\nunit:"),
            "avfall/utan-svar.md": ARTICLE.replace("short_answer: Varannan vecka.\n", ""),
        },
        publish=True,
    ).files

    assert [file.published for file in files] == [False, False]
    assert [len(file.notes) for file in files] == [1, 0]
    assert not Revision.objects.filter(state=RevisionState.PUBLISHED).exists()


def test_only_an_administrator_who_edits_publishes_an_import(unit, topic, editor):
    with pytest.raises(services.NotYoursError):
        take({"avfall/sopbilen.md": ARTICLE}, by=editor, publish=True)

    RoleGrant.objects.create(user=editor, role=Role.ADMINISTRATOR, unit=unit)
    again = User.objects.get(pk=editor.pk)
    assert only(take({"avfall/sopbilen.md": ARTICLE}, by=again, publish=True)).published


def test_a_dry_run_tells_the_same_and_leaves_nothing(unit, topic, editor):
    files = {
        "avfall/sopbilen.md": ARTICLE + "\n![Ett kärl](karl.png)\n",
        "avfall/karl.png": picture(),
        "avfall/fel.md": "Ingenting",
    }
    tried = import_knowledge(zipped(files), by=editor, dry_run=True)

    assert not Article.objects.exists()
    assert not ContactReason.objects.exists()
    assert _stored() == []
    assert not tried.carried_out
    assert import_knowledge(zipped(files), by=editor).files == tried.files


def _stored() -> list[str]:
    folder = f"knowledge/{timezone.localdate().year}"
    return default_storage.listdir(folder)[1] if default_storage.exists(folder) else []


def test_a_bad_file_is_told_and_stops_no_other(unit, topic, editor):
    report = take(
        {
            "avfall/a.md": ARTICLE,
            "avfall/b.md": ARTICLE.replace("everyone", "grannen"),
            "avfall/c.md": ARTICLE,
        },
        by=editor,
    )

    assert [(file.file, file.outcome) for file in report.files] == [
        ("avfall/a.md", "new"),
        ("avfall/b.md", "refused"),
        ("avfall/c.md", "new"),
    ]
    assert "grannen" in report.files[1].fault


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Renhållningen", "Någon annan", "Någon annan"),
        ("unit: Renhållningen\n", "", "enhet"),
        ("audience: everyone\n", "", "målgrupp"),
        ("unit:", "topic: Okänt\nunit:", "Okänt"),
        ("unit:", "language: xx\nunit:", "xx"),
        ("Varannan vecka.", "a" * 401, "400"),
        ("När kommer", "N" * 121, "120"),
        ("Det beror", "x" * 40_001, "40000"),
        ("steps: [Ställ ut kärlet.]", f"keywords: [{'k' * 61}]", "60"),
        ("reasons: [sopor]", f"reasons: [{'k' * 81}]", "80"),
        ("unit:", "expires_on: 2030-01-01\nunit:", "ses över"),
        ("unit:", "review_on: 2030-01-01\nexpires_on: 2029-01-01\nunit:", ""),
        ("steps:", "links: [{kind: page, label: Hej, url: 'javascript:x()'}]\nsteps:", "Hej"),
    ],
)
def test_each_fault_is_told_in_a_sentence(unit, topic, editor, old, new, words):
    file = only(take({"avfall/sopbilen.md": ARTICLE.replace(old, new)}, by=editor))

    assert file.outcome == "refused"
    assert words in file.fault
    assert file.fault
    assert not Article.objects.exists()


def test_an_editor_of_another_unit_takes_nothing_in(unit, topic):
    outsider = user_with(Role.EDITOR, UnitFactory())

    file = only(take({"avfall/sopbilen.md": ARTICLE}, by=outsider))

    assert (file.outcome, "Renhållningen" in file.fault) == ("refused", True)


def test_another_units_article_is_not_changed_by_a_file_that_names_ones_own(unit, topic):
    published_article(slug="sopbilen", topic=topic, owner_unit=unit)
    outsider = user_with(Role.EDITOR, UnitFactory(name="Biblioteket"))

    file = only(
        take({"avfall/sopbilen.md": ARTICLE.replace("Renhållningen", "Biblioteket")}, by=outsider)
    )

    assert file.outcome == "refused"
    assert Revision.objects.count() == 1


def test_what_files_do_not_say_is_chosen_for_all(unit, topic, editor):
    bare = "---\ntitel: Kort\n---\nText.\n"

    report = take({"kort.md": bare}, by=editor, unit=unit, audience="employees", topic=topic)

    assert only(report).outcome == "new"
    article = Article.objects.get()
    assert (article.topic, article.owner_unit, article.audience) == (topic, unit, "employees")


def test_a_language_version_follows_its_original_whatever_the_order(unit, topic, editor):
    english = "---\ntitle: When is waste collected?\nshort_answer: Every other week.\n---\nText.\n"

    report = take({"avfall/sopbilen.en.md": english, "avfall/sopbilen.md": ARTICLE}, by=editor)

    assert [file.outcome for file in report.files] == ["new", "new"]
    article = Article.objects.get()
    assert sorted(article.translations.values_list("language", flat=True)) == ["en", "sv"]


def test_a_language_version_without_its_original_is_refused(unit, topic, editor):
    english = "---\ntitle: Waste\noriginal: sopbilen\nlanguage: en\n---\nText.\n"

    assert "sopbilen" in only(take({"avfall/waste.md": english}, by=editor)).fault


def test_two_files_with_one_address_are_told_apart(unit, topic, editor):
    report = take(
        {"avfall/a.md": ARTICLE, "avfall/b.md": ARTICLE.replace("unit:", "slug: a\nunit:")},
        by=editor,
    )

    assert [file.outcome for file in report.files] == ["new", "refused"]
    assert "avfall/a.md" in report.files[1].fault


def test_pictures_and_documents_beside_the_text_belong_to_the_article(unit, topic, editor):
    files: dict[str, str | bytes] = {
        "avfall/sopbilen.md": ARTICLE
        + "\n![Ett brunt kärl](bilder/karl.png)\n\nLäs [bladet](blad.pdf) och [mer](mer.md).\n",
        "avfall/bilder/karl.png": picture(),
        "avfall/blad.pdf": b"%PDF-1.4 ett blad",
        "avfall/mer.md": ARTICLE,
    }

    report = take(files, by=editor)

    draft = Revision.objects.get(translation__article__slug="sopbilen")
    drawn, document = sorted(draft.attachments.all(), key=lambda one: one.name, reverse=True)
    assert f"![Ett brunt kärl](bild:{drawn.pk})" in draft.body
    assert "Läs bladet och [mer](/hjalp/avfall/mer/)." in draft.body
    assert (drawn.name, drawn.alt, document.name) == ("karl.jpg", "Ett brunt kärl", "blad.pdf")
    assert all(file.notes == () for file in report.files)

    again = take(files, by=editor)
    assert [file.outcome for file in again.files] == ["unchanged", "unchanged"]
    assert Attachment.objects.count() == 2
    assert len(_stored()) == 2


def test_what_a_text_points_at_in_vain_is_told(unit, topic, editor):
    text = ARTICLE + "\n![](bild.png) ![Finns ej](ingen.png) [borta](borta.md) [ut](../../ut.md)\n"

    file = only(take({"avfall/a.md": text, "avfall/bild.png": picture()}, by=editor))

    assert (file.outcome, len(file.notes)) == ("new", 3)
    assert "Finns ej borta [ut](../../ut.md)" in Revision.objects.get().body


def test_a_film_is_set_by_its_address(unit, topic, editor):
    film = FilmFactory(slug="sortera")

    file = only(
        take({"avfall/a.md": ARTICLE.replace("unit:", "films: [sortera, okand]\nunit:")}, by=editor)
    )

    assert list(Revision.objects.get().films.all()) == [film]
    assert len(file.notes) == 1


def test_a_folder_is_read_as_a_zip_is(unit, topic, editor, tmp_path: Path):
    folder = tmp_path / "avfall"
    folder.mkdir()
    (folder / "sopbilen.md").write_text(ARTICLE, "utf-8")
    (folder / ".hemlig.md").write_text(ARTICLE, "utf-8")

    report = import_knowledge(open_path(tmp_path), by=editor)

    assert [file.file for file in report.files] == ["avfall/sopbilen.md"]


def test_topics_of_an_export_are_made_where_they_are_not(unit, editor):
    topics = "- slug: avfall\n  name: {sv: Avfall, en: Waste}\n  icon: recycle\n  order: 7\n"

    report = take({"topics.yaml": topics, "avfall/sopbilen.md": ARTICLE}, by=editor)

    assert [file.outcome for file in report.files] == ["new", "new"]
    topic = Topic.objects.get()
    assert (topic.slug, topic.names, topic.icon, topic.order) == (
        "avfall",
        {"sv": "Avfall", "en": "Waste"},
        "recycle",
        7,
    )


def test_a_file_never_writes_over_a_colleagues_draft(unit, topic, editor):
    take({"avfall/sopbilen.md": ARTICLE}, publish=True)
    translation = Article.objects.get().translations.get()
    shown = services.wording_of(Revision.objects.get())
    services.save_draft(
        by=user_with(Role.EDITOR, unit), translation=translation, wording=replace(shown, title="Ny")
    )

    same = only(take({"avfall/sopbilen.md": ARTICLE}, by=editor))
    other = only(take({"avfall/sopbilen.md": ARTICLE.replace("Varannan", "Var")}, by=editor))

    assert (same.outcome, other.outcome) == ("unchanged", "refused")
    assert Revision.objects.get(state=RevisionState.DRAFT).title == "Ny"
