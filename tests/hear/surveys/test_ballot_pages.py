"""The pages that employees answer on: kind to people, deaf to garbage, without traces."""

from typing import Any

import pytest
from django.test import Client
from tests.factories.organisation import UnitFactory
from tests.factories.surveys import open_wave, slip

from hundra.hear.surveys.models import BallotBox, WaveInvitation
from hundra.hear.surveys.sealing import unsealed
from hundra.hear.surveys.services import closing
from hundra.hear.surveys.services.ballots import spelled
from hundra.hear.surveys.services.question_sets import current

pytestmark = pytest.mark.django_db


def link(**wave: Any) -> tuple[Any, Any, str]:
    made, (mine,) = open_wave({UnitFactory(): 1}, **wave)
    return made, mine, f"/enkat/{mine.secret}/"


def kept() -> list[dict[str, Any]]:
    return [ballot for box in BallotBox.objects.all() for ballot in unsealed(box.content)]


def test_a_link_shows_the_questions_and_leaves_no_trace(client: Client) -> None:
    _wave, _mine, address = link()
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Hur troligt är det att du skulle rekommendera" in page
    assert page.count('type="radio"') == 11
    assert response.cookies == {}
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]
    assert WaveInvitation.objects.get().is_answered is False


def test_answers_are_sent_once_and_thanks_come_back(client: Client) -> None:
    _wave, _mine, address = link()
    sent = {"enps": "9", "why": "Bra chef.", "annat": "x"}
    response = client.post(address, sent)
    assert (response.status_code, response["Location"]) == (302, "/enkat/tack/enps/")
    assert "secret" not in response["Location"]
    thanks = client.get(response["Location"])
    assert "bättre arbetsgivare" in thanks.content.decode()
    assert thanks.cookies == {}
    again = client.post(address, sent)
    assert again.status_code == 410
    assert "En länk går att använda en gång" in again.content.decode()
    assert [(one["values"], one["texts"]) for one in kept()] == [([9], {"why": "Bra chef."})]


def test_a_closed_wave_says_so_and_that_nothing_was_sent(client: Client) -> None:
    wave, _mine, address = link()
    closing.close(wave=wave, by=None)
    for response in (client.get(address), client.post(address, {"enps": "3"})):
        assert response.status_code == 410
        assert "Enkäten är stängd" in response.content.decode()
        assert "data-ballot-done" in response.content.decode()


def test_a_guessed_link_is_unknown_and_guessing_much_is_slowed(client: Client, monkeypatch) -> None:
    monkeypatch.setattr("hundra.hear.surveys.views.ballots.WRONG_AN_HOUR", 2)
    found = [client.get(f"/enkat/{'x' * 22}/").status_code for _ in range(3)]
    assert found == [404, 404, 429]


def test_a_code_leads_to_the_questions_however_it_is_typed(client: Client) -> None:
    unit = UnitFactory()
    wave, _none = open_wave({unit: 0})
    code = slip(wave, unit).secret
    typed = f" {code[:3].lower()} {code[3:]}".replace("0", "o")
    response = client.post("/enkat/", {"kod": typed, "delad": "1"})
    assert response["Location"] == f"/enkat/{spelled(code)}/?delad=1"
    own = client.post("/enkat/", {"kod": typed})
    assert own["Location"] == f"/enkat/{spelled(code)}/"
    page = client.get(response["Location"]).content.decode()
    assert "data-shared" in page
    sent = client.post(response["Location"], {"enps": "7"})
    assert sent["Location"] == "/enkat/tack/enps/?delad=1"
    assert "Lämna enheten till nästa person" in client.get(sent["Location"]).content.decode()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "En kod har tio bokstäver och siffror"),
        ("kort", "En kod har tio bokstäver och siffror"),
        ("AAAAA-AAAAA", "Vi känner inte igen koden"),
        ("<script>alert(1)</script>", "En kod har tio bokstäver och siffror"),
        ("x" * 10_000, "En kod har tio bokstäver och siffror"),
    ],
    ids=["empty", "short", "unknown", "html", "long"],
)
def test_a_wrong_code_is_told_beside_the_field(client: Client, typed: str, says: str) -> None:
    response = client.post("/enkat/", {"kod": typed})
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    assert "<script>alert" not in page
    assert response.cookies == {}


@pytest.mark.parametrize(
    "sent",
    [
        {"enps": "11"},
        {"enps": "-1"},
        {"enps": "9.0"},
        {"enps": "nio"},
        {"enps": "9\0"},
        {"enps": "٩"},
        {"easily": "5"},
        {},
        {"why": "   "},
        {"enps": "", "why": ""},
    ],
    ids=str,
)
def test_garbage_is_refused_with_a_sentence_and_the_link_still_works(
    client: Client, sent: dict[str, str]
) -> None:
    _wave, _mine, address = link()
    response = client.post(address, sent)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert kept() == []
    assert client.post(address, {"enps": "0"}).status_code == 302


def test_ten_megabytes_are_not_taken_in(client: Client) -> None:
    _wave, _mine, address = link()
    response = client.post(address, {"enps": "9", "why": "x" * 10_000_000})
    assert response.status_code == 422
    assert "Korta det du har skrivit" in response.content.decode()
    assert kept() == []


def test_what_was_written_stays_when_something_is_wrong_and_html_is_text(client: Client) -> None:
    _wave, _mine, address = link()
    words = "</textarea><script>alert(1)</script>"
    page = client.post(address, {"enps": "99", "why": words}).content.decode()
    assert "&lt;/textarea&gt;&lt;script&gt;" in page
    assert "<script>alert" not in page
    client.post(address, {"why": words})
    assert kept()[0]["texts"]["why"] == words


def test_another_sites_form_is_refused(client: Client) -> None:
    _wave, _mine, address = link()
    for url, sent in ((address, {"enps": "9"}), ("/enkat/", {"kod": "AAAAA-AAAAA"})):
        response = client.post(url, sent, headers={"Sec-Fetch-Site": "cross-site"})
        assert response.status_code == 403
    assert kept() == []


def test_broken_bodies_are_refused_in_words(client: Client) -> None:
    _wave, _mine, address = link()
    kind = "multipart/form-data; boundary=x"
    response = client.post(address, data=b"--x\r\nContent-Disposition: form", content_type=kind)
    assert response.status_code == 422
    assert kept() == []


def test_the_questions_are_in_the_readers_language(client: Client) -> None:
    _wave, mine, _address = link()
    page = client.get(f"/en/enkat/{mine.secret}/").content.decode()
    assert "How likely is it that you would recommend a friend" in page
    assert "Send my answers" in page


def test_an_instrument_may_have_languages_that_the_pages_have_not(client: Client) -> None:
    import yaml

    from hundra.hear.surveys.services.question_sets import load_file

    asked = current("enps")
    words = {
        "words_for": "enps",
        "source": "x",
        "titles": {**asked.titles, "fi": "Suosittelisitko?"},
        "items": [
            {
                "code": one.code,
                "texts": {**one.texts, "fi": f"Kysymys {one.code}"},
                "options": [
                    {"value": o["value"], "texts": {**o["texts"], "fi": "fi"}} for o in one.options
                ],
            }
            for one in asked.items.all()
        ],
    }
    load_file(data=yaml.safe_dump(words).encode())
    _wave, _mine, address = link()
    page = client.get(f"{address}?sprak=fi").content.decode()
    assert "Kysymys enps" in page
    assert 'lang="fi"' in page
    assert 'href="?sprak=sv"' in page
    assert "Kysymys" not in client.get(f"{address}?sprak=xx").content.decode()


def test_themes_are_pages_with_headings(client: Client) -> None:
    _wave, _mine, address = link(set="copsoq")
    page = client.get(address).content.decode()
    assert page.count("data-page") == 7
    assert page.index("Krav i arbetet") < page.index("Ledning och tydlighet")
    sent = {"QD1": "5", "QL3": "-", "best": "Fikat."}
    assert client.post(address, sent).status_code == 302
    (ballot,) = kept()
    assert [value for value in ballot["values"] if value != -1] == [5]


def test_the_page_asks_the_database_a_fixed_number_of_times(
    client: Client, django_assert_max_num_queries
) -> None:
    _wave, _mine, address = link(set="copsoq")
    with django_assert_max_num_queries(4):
        client.get(address)
