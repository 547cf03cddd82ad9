import zipfile
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image
from tests.factories.accounts import UserFactory
from tests.factories.improvements import ImprovementFactory, TopicFactory

from hundra.improve.improvements import materials
from hundra.improve.improvements.models import Improvement
from hundra.show.public import kit, stamps


@pytest.fixture
def improvement(programme):
    topic = TopicFactory(icon="coffee", slug="arbetsmiljo")
    return ImprovementFactory(
        programme=programme,
        delivered=True,
        number=21,
        audience="employees",
        title="Gratis kaffe",
        topic=topic,
    )


@pytest.fixture
def colleague(client, improvement):
    client.force_login(UserFactory())
    return client


def test_the_stamp_answers_304_until_what_it_says_changes(client, improvement):
    address = "/forbattringar/21/stampel.svg"
    first = client.get(address)
    assert first["Content-Type"] == "image/svg+xml"
    again = {"If-None-Match": first["ETag"]}
    assert client.get(address, headers=again).status_code == 304
    Improvement.objects.filter(pk=improvement.pk).update(title="Gratis te")
    assert client.get(address, headers=again).status_code == 200


def test_the_stamp_speaks_the_language_of_its_address(client, improvement):
    assert (
        "Stämpel för förbättring 21" in client.get("/forbattringar/21/stampel.svg").content.decode()
    )
    english = client.get("/en/forbattringar/21/stampel.svg").content.decode()
    assert "Stamp of improvement 21" in english


@pytest.mark.parametrize("look", stamps.LOOKS)
def test_every_look_has_an_address(client, improvement, look):
    assert client.get(f"/forbattringar/21/stampel{look}.svg").status_code == 200


@pytest.mark.parametrize("name", ["stampel-x.svg", "bild-10x10.png", "bild-1200x630x.png"])
def test_other_pictures_are_not_found(client, improvement, name):
    assert client.get(f"/forbattringar/21/{name}").status_code == 404


def test_an_unknown_icon_is_left_out(improvement):
    improvement.topic.icon = "there-is-no-such-icon"
    assert stamps.design_of(improvement).icon == ""


def test_a_picture_is_made_once_and_kept(improvement, monkeypatch, settings, tmp_path):
    settings.HOME = tmp_path
    first = kit.card(improvement, "1080x1080")
    monkeypatch.setattr(kit, "png", None)
    assert kit.card(improvement, "1080x1080") == first
    assert Image.open(BytesIO(first)).size == (1080, 1080)


def test_when_all_hands_are_busy_the_visitor_is_asked_to_come_back(
    client, improvement, monkeypatch, settings, tmp_path
):
    settings.HOME = tmp_path
    monkeypatch.setattr(kit, "WAIT_SECONDS", 0.01)
    with kit._making, kit._making:
        response = client.get("/forbattringar/21/bild-1200x630.png")
    assert (response.status_code, response["Retry-After"]) == (503, "5")


def test_the_oldest_files_go_when_there_are_too_many(monkeypatch, settings, tmp_path):
    settings.HOME = tmp_path
    monkeypatch.setattr(kit, "MOST_KEPT", 10)
    for n in range(12):
        kit.kept(f"{n}.png", lambda n=n: bytes([n]))
    assert len(list(kit.folder().iterdir())) <= 11


def test_a_full_disk_only_means_that_it_is_made_again(monkeypatch, settings, tmp_path):
    settings.HOME = tmp_path

    def full(*args, **kwargs):
        raise OSError

    monkeypatch.setattr(kit.tempfile, "mkstemp", full)
    assert kit.kept("a.png", lambda: b"x") == b"x"


def test_the_page_of_material_has_all_texts_in_both_languages(colleague, improvement):
    content = colleague.get(
        reverse("improvement_kit", kwargs={"pk": improvement.pk})
    ).content.decode()
    assert "Förbättring 21 av 100: Gratis kaffe." in content
    assert "Improvement 21 of 100: Gratis kaffe." in content
    assert "Nu är förbättring nummer 21 på plats" in content


def test_the_parcel_has_everything(colleague, improvement):
    response = colleague.get(reverse("improvement_kit_zip", kwargs={"pk": improvement.pk}))
    names = set(zipfile.ZipFile(BytesIO(response.content)).namelist())
    assert {
        "stampel-21.svg",
        "stampel-21-enfargad.svg",
        "bild-21-1080x1080.png",
        "bild-21-1200x630.png",
        "affisch-21-a4.pdf",
        "affisch-21-a3.pdf",
        "text-short-sv.txt",
        "text-alt-en.txt",
    } <= names
    assert 'filename="forbattring-21.zip"' in response["Content-Disposition"]


def test_the_poster_comes_as_a_file(colleague, improvement):
    address = reverse("improvement_poster", kwargs={"pk": improvement.pk, "paper": "a3"})
    assert colleague.get(address).content.startswith(b"%PDF")
    assert colleague.get(address.replace("a3", "a9")).status_code == 404


def test_the_record_offers_the_material_of_what_has_a_number(improvement, programme):
    urls = [material.url for material in materials.of(improvement)]
    assert reverse("improvement_kit", kwargs={"pk": improvement.pk}) in urls
    planned = ImprovementFactory(programme=programme, planned=True)
    assert materials.of(planned) == []


def test_visitors_are_asked_to_sign_in_for_material(client, improvement):
    address = reverse("improvement_kit", kwargs={"pk": improvement.pk})
    assert client.get(address).status_code == 302


def test_what_has_no_number_has_no_material(colleague, programme):
    planned = ImprovementFactory(programme=programme, planned=True)
    address = reverse("improvement_kit", kwargs={"pk": planned.pk})
    assert colleague.get(address).status_code == 404
