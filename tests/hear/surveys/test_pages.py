"""The page behind a link, and the work side's pages."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories.accounts import user_with
from tests.factories.organisation import UnitFactory
from tests.factories.surveys import GOOD, answered, asked

from hundra.core.accounts.models import Role
from hundra.hear.surveys.models import Box, Comment, Invitation
from hundra.hear.surveys.sealing import unsealed
from hundra.hear.surveys.services.mixing import mix

pytestmark = pytest.mark.django_db
PAGE = "/arbete/servicecenter/nojdhet/"


def ballots() -> list[dict[str, Any]]:
    return [ballot for box in Box.objects.all() for ballot in unsealed(box.content)]


def test_the_page_asks_without_cookies_and_is_kept_nowhere(client: Client) -> None:
    response = client.get(f"/svara/{asked().secret}/")
    page = response.content.decode()
    assert "Var det lätt att få hjälp?" in page
    assert not response.cookies
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]


def test_it_asks_in_english_too(client: Client) -> None:
    page = client.get(f"/en/svara/{asked().secret}/").content.decode()
    assert "Was it easy to get help?" in page
    assert "So-so" in page


def test_what_is_sent_lies_in_the_box(client: Client) -> None:
    made = asked()
    sent = {"easily": "4", "kindly": "-", "better": "Ring tillbaka."}
    response = client.post(f"/svara/{made.secret}/", sent)
    assert (response.status_code, response.url) == (302, "/svara/tack/service/")  # type: ignore[attr-defined]
    assert not response.cookies
    assert [(one["values"], one["texts"]) for one in ballots()] == [
        ({"easily": 4}, ["Ring tillbaka."])
    ]
    assert "Tack!" in client.get("/svara/tack/service/").content.decode()


def test_the_link_is_then_used_up_and_says_so(client: Client) -> None:
    made = asked()
    client.post(f"/svara/{made.secret}/", {"easily": "4"})
    for response in (
        client.get(f"/svara/{made.secret}/"),
        client.post(f"/svara/{made.secret}/", {"easily": "1"}),
    ):
        assert response.status_code == 410
        assert "Redan besvarat" in response.content.decode()
    assert len(ballots()) == 1


def test_an_old_link_says_so(client: Client) -> None:
    made = asked(at=timezone.now() - dt.timedelta(days=20))
    response = client.post(f"/svara/{made.secret}/", {"easily": "4"})
    assert response.status_code == 410
    assert "Svarstiden är slut" in response.content.decode()
    assert ballots() == []


@pytest.mark.parametrize(
    "secret", ["gissat", "x" * 3000, "%00", "..", "tack"], ids=["guess", "long", "nul", "dots", "t"]
)
def test_a_guess_finds_nothing(client: Client, secret: str) -> None:
    assert client.get(f"/svara/{secret}/").status_code == 404
    assert client.post(f"/svara/{secret}/", {"easily": "4"}).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [{}, {"better": "  "}, {"easily": "9"}, {"easily": "x"}, {"better": "å" * 2001}],
    ids=["nothing", "spaces", "no option", "letters", "too long"],
)
def test_a_faulty_form_keeps_what_was_written_and_the_link(
    client: Client, sent: dict[str, str]
) -> None:
    made = asked()
    sent = {**sent, "kindly": "3"} if sent.get("easily") else sent
    response = client.post(f"/svara/{made.secret}/", sent)
    assert response.status_code == 422
    if "kindly" in sent:
        assert 'name="kindly" value="3" checked' in response.content.decode()
    assert client.post(f"/svara/{made.secret}/", {"easily": "5"}).status_code == 302


def test_another_site_cannot_answer_in_somebodys_place(client: Client) -> None:
    made = asked()
    response = client.post(
        f"/svara/{made.secret}/", {"easily": "1"}, headers={"sec-fetch-site": "cross-site"}
    )
    assert response.status_code == 403
    assert not Invitation.objects.get().is_answered


def test_far_too_much_is_refused_and_the_link_stays(client: Client) -> None:
    made = asked()
    response = client.post(f"/svara/{made.secret}/", {"better": "x" * 200_000})
    assert response.status_code == 422
    assert client.post(f"/svara/{made.secret}/", {"easily": "5"}).status_code == 302


def test_figures_of_ones_own_units_only(client: Client) -> None:
    one, other = UnitFactory(name="Ettan"), UnitFactory(name="Tvåan")
    answered(one, 8, answers={**GOOD, "better": "Ord från ettan."})
    answered(other, 7, answers={**GOOD, "better": "Ord från tvåan."})
    mix(all_that_can=True)
    client.force_login(user_with(Role.MANAGER, one))
    page = client.get(PAGE, {"by": "unit"}).content.decode()
    assert "Ettan" in page
    assert "Tvåan" not in page
    assert "8 svar under perioden" in page
    said = client.get(f"{PAGE}kommentarer/").content.decode()
    assert "ettan" in said
    assert "tvåan" not in said


def test_few_are_not_shown_on_the_page_or_in_the_file(client: Client) -> None:
    unit = UnitFactory()
    answered(unit, 8, language="sv")
    answered(unit, 2, language="so", answers={"easily": 1, "kindly": 1, "clearly": 1})
    mix(all_that_can=True)
    client.force_login(user_with(Role.ANALYST, unit))
    response = client.get(PAGE, {"by": "language", "format": "csv"})
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[0].startswith("Språk;Svar;")
    assert sorted(line.split(";")[:2] for line in lines[1:]) == [["somaliska", ""], ["svenska", ""]]


@pytest.mark.parametrize(
    "asked_for",
    [
        {"since": "x"},
        {"since": "2026-02-31"},
        {"by": "namn"},
        {"desk": "x"},
        {"since": "0001-01-01"},
    ],
    ids=["letters", "no day", "split", "desk", "long ago"],
)
def test_odd_addresses_are_answered(client: Client, asked_for: dict[str, str]) -> None:
    client.force_login(user_with(Role.MANAGER, UnitFactory()))
    assert client.get(PAGE, asked_for).status_code == 200
    assert client.get(f"{PAGE}kommentarer/", asked_for).status_code == 200


def test_a_comment_is_noted_as_passed_on_and_taken_back(client: Client) -> None:
    unit = UnitFactory()
    answered(unit, 7, answers={**GOOD, "better": "Laga gatan."})
    mix(all_that_can=True)
    client.force_login(user_with(Role.GUIDE, unit))
    comment = Comment.objects.first()
    assert comment is not None
    address = f"{PAGE}kommentarer/{comment.pk}/"
    client.post(f"{address}vidare/", {"to": "gatukontoret"})
    assert "Fört vidare till gatukontoret" in client.get(address).content.decode()
    client.post(f"{address}vidare/", {"to": "någon annan"})
    comment.refresh_from_db()
    assert comment.passed_on_to == "gatukontoret"
    client.post(f"{address}vidare/", {"do": "take_back"})
    comment.refresh_from_db()
    assert (comment.passed_on_at, comment.passed_on_to) == (None, "")


@pytest.mark.parametrize("times", [1, 3])
def test_the_list_of_comments_takes_the_same_queries(
    client: Client, django_assert_max_num_queries: Any, times: int
) -> None:
    unit = UnitFactory()
    for _ in range(times):
        answered(unit, 7, answers={**GOOD, "better": "Laga gatan."})
    mix(all_that_can=True)
    client.force_login(user_with(Role.MANAGER, unit))
    with django_assert_max_num_queries(14):
        client.get(f"{PAGE}kommentarer/")
