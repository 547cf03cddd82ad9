"""The phone menu's pages: edited by forms, looked through, published, taken back, tried."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories.accounts import UserFactory, grant
from tests.factories.contacts import DeskFactory, DeskReasonFactory
from tests.factories.telephony import small

from hundra.core.accounts.models import Role, User
from hundra.hear.contacts import sounds
from hundra.hear.contacts.errors import FaultyMenuError, InvalidError
from hundra.hear.contacts.menus.tree import Kind
from hundra.hear.contacts.models import Desk, MenuVersion, Recording
from hundra.hear.contacts.queries import menus as queries
from hundra.hear.contacts.services import menus as services

pytestmark = pytest.mark.django_db
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(40)
BASE = "/arbete/servicecenter/knappval/servicecenter/"


@pytest.fixture
def desk() -> Desk:
    desk = DeskFactory.create(slug="servicecenter")
    DeskReasonFactory.create(desk=desk, reason__name="skola")
    MenuVersion.objects.create(desk=desk, number=1, tree=small(), published_at=timezone.now())
    return desk


@pytest.fixture
def chef(desk: Desk) -> User:
    user = UserFactory.create()
    grant(user, Role.MANAGER, desk.unit)
    return user


@pytest.fixture
def page(client: Client, chef: User) -> Client:
    client.force_login(chef)
    return client


# --- Services ---


def test_edits_go_into_a_draft_and_calls_meet_the_version_in_use(desk: Desk, chef: User) -> None:
    key = services.add_step(desk=desk, by=chef, kind=Kind.SAY, title="Sommartider")
    services.change_step(
        desk=desk, by=chef, key=key, step={"title": "Sommar", "say": {"sv": "Vi har sommar."}}
    )
    assert key == "sommartider"
    used, draft = queries.in_use(desk), queries.draft(desk)
    assert used is not None
    assert draft is not None
    assert (used.number, key in used.tree["nodes"]) == (1, False)
    assert (draft.number, draft.tree["nodes"][key]["say"]) == (2, {"sv": "Vi har sommar."})


def test_a_menu_with_faults_cannot_be_published(desk: Desk, chef: User) -> None:
    services.remove_step(desk=desk, by=chef, key="hej")
    with pytest.raises(FaultyMenuError) as error:
        services.publish(desk=desk, by=chef)
    assert error.value.sentences == ["”meddelande” leder till ”hej”, som inte finns."]
    assert queries.in_use(desk).number == 1


def test_a_published_draft_is_in_use_and_the_next_edit_begins_another(
    desk: Desk, chef: User
) -> None:
    services.change_step(desk=desk, by=chef, key="hej", step={"say": {"sv": "Hej.", "en": "Bye."}})
    services.publish(desk=desk, by=chef, note="Kortare")
    used = queries.in_use(desk)
    assert (used.number, used.note, used.published_by) == (2, "Kortare", chef)
    assert queries.draft(desk) is None
    services.remove_step(desk=desk, by=chef, key="hej")
    assert queries.draft(desk).number == 3
    assert "hej" in queries.in_use(desk).tree["nodes"]


def test_nothing_new_cannot_be_published(desk: Desk, chef: User) -> None:
    with pytest.raises(InvalidError):
        services.publish(desk=desk, by=chef)


def test_an_earlier_version_is_taken_back_by_way_of_a_draft(desk: Desk, chef: User) -> None:
    first = queries.in_use(desk)
    services.change_step(desk=desk, by=chef, key="hej", step={"say": {"sv": "Hej.", "en": "Bye."}})
    services.publish(desk=desk, by=chef)
    services.restore(version=first, by=chef)
    services.publish(desk=desk, by=chef)
    assert queries.in_use(desk).number == 3
    assert queries.in_use(desk).tree == small()


def test_two_steps_of_the_same_name_get_keys_of_their_own(desk: Desk, chef: User) -> None:
    keys = [services.add_step(desk=desk, by=chef, kind="say", title="Hej!") for _ in range(2)]
    assert keys == ["hej-2", "hej-3"]


@pytest.mark.parametrize(
    ("data", "extension"),
    [
        (WAV, "wav"),
        (b"ID3\x04" + bytes(20), "mp3"),
        (b"\xff\xfb\x90\x00" + bytes(20), "mp3"),
        (b"OggS" + bytes(20), "ogg"),
    ],
    ids=["wav", "id3", "mpeg", "ogg"],
)
def test_sounds_are_known_by_their_first_bytes(data: bytes, extension: str) -> None:
    assert sounds.kind_of(data).extension == extension


@pytest.mark.parametrize(
    "data",
    [b"", b"RIFF", b"<html>", b"\x7fELF" + bytes(20), b"RIFF\0\0\0\0AVI " + bytes(9), b"\xff" * 20],
    ids=["empty", "short", "html", "program", "film", "ones"],
)
def test_what_is_no_sound_is_refused(desk: Desk, data: bytes) -> None:
    with pytest.raises(InvalidError):
        services.add_recording(desk=desk, name="x", language="sv", said="x", data=data)
    assert Recording.objects.count() == 0


def test_a_recording_that_is_too_large_is_refused(desk: Desk) -> None:
    with pytest.raises(InvalidError):
        services.add_recording(
            desk=desk, name="x", language="sv", said="x", data=WAV + bytes(5_000_000)
        )


def test_a_recording_that_is_played_is_kept(desk: Desk, chef: User) -> None:
    made = services.add_recording(desk=desk, name="Hej", language="sv", said="Hej.", data=WAV)
    services.change_step(
        desk=desk, by=chef, key="hej", step={"say": {"sv": "Hej."}, "recordings": {"sv": made.pk}}
    )
    with pytest.raises(InvalidError):
        services.remove_recording(recording=made)


# --- Pages ---


def test_the_menu_is_listed_in_the_order_calls_come_to_it(page: Client, desk: Desk) -> None:
    body = page.get(BASE).content.decode()
    places = [body.index(f'id="steg-{key}"') for key in ("valkommen", "sprak", "tider", "val")]
    assert places == sorted(places)
    assert "Välkommen." in body


def test_a_step_is_changed_by_a_form(page: Client, desk: Desk) -> None:
    answer = page.post(
        f"{BASE}steg/val/",
        {
            "title": "Ämnen",
            "say_sv": "Tryck 1.",
            "say_en": "Press 1.",
            "key_1": "skola",
            "key_#": "annat",
            "silent": "annat",
            "repeat": "2",
        },
    )
    assert answer.status_code == 302
    assert queries.draft(desk).tree["nodes"]["val"] == {
        "kind": "menu",
        "title": "Ämnen",
        "say": {"sv": "Tryck 1.", "en": "Press 1."},
        "keys": {"1": "skola", "#": "annat"},
        "repeat": 2,
        "silent": "annat",
    }


@pytest.mark.parametrize("key", list(small()["nodes"]))
def test_a_step_that_is_saved_unchanged_differs_in_nothing(
    page: Client, desk: Desk, key: str
) -> None:
    form = page.get(f"{BASE}steg/{key}/").context["form"]
    data = {name: form[name].value() for name in form.fields}
    page.post(f"{BASE}steg/{key}/", {k: "" if v is None else v for k, v in data.items()})
    before, after = queries.tree_of(queries.in_use(desk)), queries.tree_of(queries.draft(desk))
    assert [d for d in queries.compared(before, after) if "Namn" not in d.what] == []


def test_faults_are_told_where_the_menu_is_looked_through(
    page: Client, desk: Desk, chef: User
) -> None:
    services.remove_step(desk=desk, by=chef, key="hej")
    body = page.get(f"{BASE}publicera/").content.decode()
    assert "leder till ”hej”, som inte finns." in body
    assert "Publicera nu" not in body
    assert page.post(f"{BASE}publicera/", {"note": ""}).status_code == 422


def test_what_is_pressed_in_the_browser_is_heard(page: Client, desk: Desk) -> None:
    body = page.get(f"{BASE}prova/?tryck=2.1").content.decode()
    assert "School 1, other 2." in body
    assert "Väntar på en vägledare: skola, på engelska." in body
    closed = page.get(f"{BASE}prova/?tryck=1&lage=stangt").content.decode()
    assert "Det är stängt." in closed
    assert page.get(f"{BASE}prova/?tryck=x.y.{'1.' * 500}").status_code == 200


def test_a_crisis_message_goes_out_at_once_with_one_tick(page: Client, desk: Desk) -> None:
    refused = page.post(f"{BASE}kris/", {"text_sv": "Koka vattnet."})
    desk.refresh_from_db()
    assert (refused.status_code, desk.crisis) == (422, {})
    page.post(f"{BASE}kris/", {"text_sv": "Koka vattnet.", "text_en": "", "sure": "on"})
    desk.refresh_from_db()
    assert desk.crisis == {"sv": "Koka vattnet."}
    assert desk.crisis_since is not None
    assert "Koka vattnet." in page.get(f"{BASE}prova/").content.decode()
    page.post(f"{BASE}kris/avsluta/")
    desk.refresh_from_db()
    assert (desk.crisis, desk.crisis_since) == ({}, None)


def test_a_recording_is_uploaded_and_played_back_as_what_it_is(page: Client, desk: Desk) -> None:
    file = SimpleUploadedFile("skadlig.html", WAV, content_type="text/html")
    page.post(
        f"{BASE}inspelningar/", {"name": "Hej", "language": "sv", "said": "Hej.", "file": file}
    )
    made = Recording.objects.get()
    assert made.file.name.endswith(".wav")
    answer = page.get(f"{BASE}inspelningar/{made.pk}/")
    assert answer.headers["Content-Type"] == "audio/wav"
    assert b"".join(answer) == WAV


def test_managers_elsewhere_do_not_find_the_menu(client: Client, desk: Desk) -> None:
    stranger = UserFactory.create()
    grant(stranger, Role.MANAGER, DeskFactory.create().unit)
    client.force_login(stranger)
    assert client.get(BASE).status_code == 404


def test_the_list_of_desks_takes_as_many_queries_for_four_as_for_two(
    page: Client, desk: Desk
) -> None:
    counts = []
    page.get("/arbete/servicecenter/knappval/")  # What is kept from the first page on.
    for number in range(2):
        for letter in "ab"[: number + 1]:
            DeskFactory.create(slug=f"annat-{number}{letter}", unit=desk.unit)
        with CaptureQueriesContext(connection) as queries_made:
            assert page.get("/arbete/servicecenter/knappval/").status_code == 200
        counts.append(len(queries_made))
    assert counts[0] == counts[1]
