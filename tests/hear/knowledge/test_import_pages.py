"""Articles sent by a page: checked as a job, carried out when told to, forgotten after."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.factories.accounts import user_with
from tests.factories.knowledge import TopicFactory
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role, RoleGrant, User
from hundra.core.organisation.models import Unit
from hundra.hear.knowledge.models import Article, ImportState, KnowledgeUpload, Revision
from hundra.hear.knowledge.services.importing import uploads

pytestmark = pytest.mark.django_db

FILE = b"---\ntitle: Sopor\naudience: everyone\nshort_answer: Ja.\n---\nText.\n"


@pytest.fixture
def unit() -> Unit:
    return UnitFactory()


@pytest.fixture
def editor(unit: Unit, client) -> User:
    user = user_with(Role.EDITOR, unit)
    client.force_login(user)
    return user


def send(client, unit: Unit, *, data: bytes = FILE, name: str = "sopor.md", **given: object):
    fields = {"file": SimpleUploadedFile(name, data), "unit": unit.pk, **given}
    return client.post(reverse("knowledge_import"), fields)


def test_a_file_is_checked_told_of_and_then_taken_in(client, editor, unit):
    response = send(client, unit, topic=TopicFactory().pk)
    kept = KnowledgeUpload.objects.get()
    page = reverse("knowledge_upload", kwargs={"key": kept.pk})
    assert response.url == page
    assert "Artiklarna kontrolleras" in client.get(page).content.decode()

    uploads.check(kept.pk)
    assert not Article.objects.exists()
    assert "Det här skulle hända" in client.get(page).content.decode()

    client.post(reverse("knowledge_carry_out", kwargs={"key": kept.pk}))
    uploads.take_in(kept.pk)

    kept.refresh_from_db()
    assert (kept.state, kept.data) == (ImportState.DONE, None)
    assert Revision.objects.get().written_by == editor
    assert "Artiklarna är intagna" in client.get(page).content.decode()

    uploads.take_in(kept.pk)
    assert Revision.objects.count() == 1


def test_what_cannot_be_opened_is_told_in_a_sentence(client, editor, unit):
    send(client, unit, name="allt.zip", data=b"PK\x03\x04 trasig")
    kept = KnowledgeUpload.objects.get()

    uploads.check(kept.pk)

    page = client.get(reverse("knowledge_upload", kwargs={"key": kept.pk})).content.decode()
    assert "Zip-filen är trasig" in page
    assert not uploads.order(by=editor, kept=kept)


@pytest.mark.parametrize("name", ["bild.png", "program.exe", "utan"])
def test_other_files_are_refused_at_the_door(client, editor, unit, name):
    assert send(client, unit, name=name).status_code == 422
    assert not KnowledgeUpload.objects.exists()


def test_an_editor_chooses_only_among_own_units(client, editor):
    assert send(client, UnitFactory()).status_code == 422


def test_publishing_at_once_is_only_for_administrators_who_edit(client, editor, unit):
    topic = TopicFactory()
    assert b'name="publish"' not in client.get(reverse("knowledge_import")).content
    send(client, unit, topic=topic.pk, publish="on")
    assert not KnowledgeUpload.objects.get().publish

    RoleGrant.objects.create(user=editor, role=Role.ADMINISTRATOR, unit=unit)
    assert b'name="publish"' in client.get(reverse("knowledge_import")).content


def test_files_are_forgotten_after_a_day(client, editor, unit):
    send(client, unit)
    now = timezone.now()

    assert uploads.forget_old(now + dt.timedelta(hours=23)) == 0
    assert uploads.forget_old(now + dt.timedelta(hours=25)) == 1


def test_the_report_takes_as_many_queries_however_many_files(
    client, editor, unit, django_assert_num_queries
):
    kept = KnowledgeUpload.objects.create(uploaded_by=editor, state=ImportState.CHECKED, name="a")
    page = reverse("knowledge_upload", kwargs={"key": kept.pk})
    row = {"file": "a.md", "line": 0, "outcome": "new", "title": "A", "fault": "", "notes": ["b"]}
    counts = []
    for files in (1, 3):
        kept.report = {"files": [{**row, "published": True}] * files, "carried_out": False}
        kept.save()
        client.get(page)
        with django_assert_num_queries(4) as seen:
            client.get(page)
        counts.append(len(seen))
    assert counts[0] == counts[1]
