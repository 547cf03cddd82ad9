"""Files left alone by a killed process go; all that a record or its history names stay."""

import os
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from tests.factories.contacts import ContactFactory

from hundra.core.audit import jobs, orphans
from hundra.hear.contacts.models import Enclosure, Letter

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def put(name, *, age=timedelta(days=2)):
    saved = default_storage.save(name, ContentFile(b"x"))
    moment = (NOW - age).timestamp()
    os.utime(default_storage.path(saved), (moment, moment))
    return saved


def named(uploads):
    return {str(file.relative_to(uploads)) for file in uploads.rglob("*") if file.is_file()}


def enclosure(name):
    letter = Letter.objects.create(
        contact=ContactFactory(), message_id=f"<{name}>", sender="a@b.se", recipient="c@d.se"
    )
    return Enclosure.objects.create(
        letter=letter, name="a.pdf", media_type="application/pdf", size=1, file=name
    )


def test_an_old_file_without_a_record_goes_and_one_with_a_record_stays(uploads, caplog):
    kept, left = put("letters/2026/11/kept"), put("letters/2026/11/left")
    enclosure(kept)
    assert orphans.remove(now=NOW) == 1
    assert named(uploads) == {kept}
    assert "Removed 1 files" in caplog.text
    assert left not in named(uploads)
    assert orphans.remove(now=NOW) == 0


def test_what_is_younger_than_a_day_may_still_get_its_record(uploads):
    young = put("letters/2026/11/young", age=timedelta(hours=23))
    assert orphans.remove(now=NOW) == 0
    assert named(uploads) == {young}


@pytest.mark.parametrize(
    "folder",
    [
        *("cases/2026/11", "disclosures/2026/11", "recordings", "voice/2026/11"),
        *("knowledge/2026", "films/2026", "suggestions/2026", "improvements/2026"),
    ],
)
def test_every_folder_of_the_product_is_looked_through(uploads, folder):
    put(f"{folder}/left")
    assert orphans.remove(now=NOW) == 1
    assert named(uploads) == set()


@pytest.mark.parametrize(
    "name", ["contacts/waiting/a", "suggestions/waiting/a.jpg", "other/2026/a", "a"]
)
def test_folders_of_other_use_are_left_alone(uploads, name):
    put(name)
    assert orphans.remove(now=NOW) == 0
    assert named(uploads) == {name}


def test_the_nights_job_removes_them(uploads):
    put("letters/2026/11/left")
    jobs.remove_orphans(timestamp=0)
    assert named(uploads) == set()


def test_where_nothing_has_ever_been_uploaded_there_is_nothing_to_do(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "never-made"
    assert orphans.remove(now=NOW) == 0
