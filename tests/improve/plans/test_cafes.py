"""Cafés: phones that write at once, what is refused, and what participants see afterwards."""

import datetime as dt
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from tests.factories.accounts import UserFactory, user_with
from tests.factories.organisation import UnitFactory
from tests.factories.plans import (
    ActivityFactory,
    CafeFactory,
    CafeNoteFactory,
    CafeTableFactory,
    FocusAreaFactory,
    PlanFactory,
    ThemeFactory,
)

from hundra.core.accounts.models import Role
from hundra.hear.suggestions.models import Suggestion
from hundra.improve.plans.errors import ClosedError, InvalidError, NotYoursError
from hundra.improve.plans.models import Activity, Cafe, CafeNote, Proposal
from hundra.improve.plans.queries import cafes as queries
from hundra.improve.plans.services import cafes as services
from hundra.improve.plans.services import leading

pytestmark = pytest.mark.django_db
PHONE, OTHER_PHONE = "a" * 32, "b" * 32
PART = {"X-Part": "1"}


@pytest.fixture
def table():
    return CafeTableFactory(number=3)


@pytest.fixture
def url(table):
    return reverse("cafe_table", kwargs={"secret": table.cafe.secret, "number": 3})


def _sent(text="Mer tid", **fields):
    return {"text": text, "key": str(uuid.uuid4()), "phone": PHONE, **fields}


def test_a_note_is_written_by_a_visitor_without_cookies(table, url, client_as) -> None:
    response = client_as(None).post(url, _sent(), headers=PART)
    assert (response.status_code, response.json()) == (200, {"ok": True})
    assert not response.cookies
    page = client_as(None).get(url)
    assert "Mer tid" in page.text
    assert not page.cookies
    assert page["Referrer-Policy"] == "no-referrer"


def test_without_script_the_form_works_too(table, url, client_as) -> None:
    response = client_as(None).post(url, {"text": "Mer tid", "theme": ""})
    assert (response.status_code, response["Location"]) == (302, url)
    assert CafeNote.objects.get().text == "Mer tid"


def test_sent_twice_is_one_note(table, url, client_as) -> None:
    sent = _sent()
    for _time in range(2):
        assert client_as(None).post(url, sent, headers=PART).status_code == 200
    assert CafeNote.objects.count() == 1


def test_anothers_key_is_refused_and_tells_nothing(table, url, client_as) -> None:
    sent = _sent()
    client_as(None).post(url, sent, headers=PART)
    taken = client_as(None).post(url, {**sent, "phone": OTHER_PHONE, "text": "X"}, headers=PART)
    assert taken.status_code == 422
    assert CafeNote.objects.get().text == "Mer tid"


@pytest.mark.django_db(transaction=True)
def test_ten_phones_at_once_lose_nothing() -> None:
    table = CafeTableFactory()

    def write(number: int) -> None:
        try:
            services.write_note(table=table, text=f"Nummer {number}", phone=f"{number:032}")
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as phones:
        list(phones.map(write, range(10)))
    assert {note.text for note in CafeNote.objects.all()} == {f"Nummer {n}" for n in range(10)}
    table.refresh_from_db()
    assert table.version == 10


def test_the_notes_are_sent_again_only_when_something_has_changed(
    table, url, client_as, django_assert_num_queries
) -> None:
    client = client_as(None)
    first = client.get(url, headers=PART)
    seen = {**PART, "If-None-Match": first["ETag"]}
    with django_assert_num_queries(2):
        assert client.get(url, headers=seen).status_code == 304
    services.write_note(table=table, text="Nytt", phone=PHONE)
    again = client.get(url, headers=seen)
    assert again.status_code == 200
    assert "Nytt" in again.text
    services.close_cafe(cafe=table.cafe, by=None)
    assert client.get(url, headers={**PART, "If-None-Match": again["ETag"]}).status_code == 200


def test_notes_cost_as_many_queries_for_one_as_for_many(
    table, url, client_as, django_assert_num_queries
) -> None:
    for size in (1, 3):
        for _number in range(size):
            area = FocusAreaFactory(plan=PlanFactory(unit=table.cafe.unit))
            CafeNoteFactory(table=table, activity=ActivityFactory(area=area))
        with django_assert_num_queries(3):
            assert client_as(None).get(url, headers=PART).status_code == 200


def test_ones_own_note_is_changed_from_the_same_phone_for_a_quarter(table) -> None:
    note = services.write_note(table=table, text="Mer tit", phone=PHONE)
    changed = services.change_note(note=note, text="Mer tid", phone=PHONE)
    assert changed.text == "Mer tid"
    with pytest.raises(NotYoursError):
        services.change_note(note=note, text="X", phone=OTHER_PHONE)
    with pytest.raises(NotYoursError):
        services.change_note(note=note, text="X", phone="")
    later = timezone.now() + dt.timedelta(minutes=16)
    with pytest.raises(NotYoursError):
        services.change_note(note=note, text="X", phone=PHONE, now=later)


def test_before_and_after_its_time_no_note_is_taken() -> None:
    waits = CafeTableFactory(cafe=CafeFactory(state="planned"))
    with pytest.raises(ClosedError):
        services.write_note(table=waits, text="X")
    table = CafeTableFactory()
    with pytest.raises(ClosedError):
        services.write_note(table=table, text="X", now=table.cafe.closes_at)


def test_closing_forgets_what_tied_notes_to_phones_and_the_typed_code(table) -> None:
    code = table.cafe.code
    note = services.write_note(table=table, text="X", phone=PHONE)
    assert note.writer
    assert PHONE not in note.writer
    assert services.close_late(now=table.cafe.closes_at) == 1
    note.refresh_from_db()
    assert note.writer == ""
    assert queries.cafe_with_code(code) is None
    with pytest.raises(ClosedError):
        services.change_note(note=note, text="Y", phone=PHONE)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"text": "  "}, 422),
        ({"text": "x" * 1001}, 422),
        ({"text": "x" * 30_000}, 413),
        ({"text": "Hej", "key": "../../etc", "theme": "9" * 40}, 200),
        ({"text": "Noll\x00byte"}, 200),
    ],
    ids=["empty", "long", "huge", "odd key and theme", "null"],
)
def test_hostile_input_is_answered_in_words(table, url, client_as, sent, status) -> None:
    response = client_as(None).post(url, {"phone": PHONE, **sent}, headers=PART)
    assert response.status_code == status
    if status != 200:
        assert response.json()["why"]


def test_what_is_written_is_shown_as_text(table, url, client_as) -> None:
    client_as(None).post(url, _sent("<script>alert(1)</script>"), headers=PART)
    assert "<script>alert(1)" not in client_as(None).get(url).text


def test_another_sites_form_is_refused(table, url, client_as) -> None:
    response = client_as(None).post(url, _sent(), headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403


def test_a_phone_that_writes_too_fast_waits(table, url, client_as) -> None:
    answers = [client_as(None).post(url, _sent(), headers=PART).status_code for _n in range(26)]
    assert 429 in answers, "two windows can meet in the test"
    assert CafeNote.objects.count() == answers.count(200)


def test_a_theme_of_another_cafe_is_left_out(table, url, client_as) -> None:
    client_as(None).post(url, _sent(theme=str(ThemeFactory().pk)), headers=PART)
    assert CafeNote.objects.get().theme is None


def test_the_code_leads_to_the_cafe_while_it_is_open(table, client_as) -> None:
    typed = f" {table.cafe.code[:3].lower()}-{table.cafe.code[3:]} "
    response = client_as(None).post(reverse("cafe_code"), {"code": typed})
    assert response["Location"] == reverse("cafe_join", kwargs={"secret": table.cafe.secret})
    services.close_cafe(cafe=table.cafe, by=None)
    assert client_as(None).post(reverse("cafe_code"), {"code": typed}).status_code == 422


def test_a_guessed_link_does_not_exist(client_as) -> None:
    url = reverse("cafe_join", kwargs={"secret": "x" * 22})
    assert client_as(None).get(url).status_code == 404


def test_a_note_becomes_a_suggestion_a_proposal_and_an_activity_and_the_link_tells(
    client_as,
) -> None:
    unit = UnitFactory()
    plan = PlanFactory(unit=unit)
    area = FocusAreaFactory(plan=plan, title="Lokaler")
    hr = user_with(Role.HR, unit)
    cafe = services.plan_cafe(
        unit=unit,
        tables=2,
        themes=["Lokaler", "Annat"],
        title="Kafé i maj",
        plan=plan,
        starts_at=timezone.now(),
        closes_at=timezone.now() + dt.timedelta(hours=1),
        by=hr,
    )
    services.open_cafe(cafe=cafe, by=hr)
    theme = queries.themes(cafe)[0]
    assert theme.area == area
    note = services.write_note(table=queries.tables(cafe)[0], text="Tysta rum", theme=theme)
    client = client_as(hr)
    sort = reverse("cafe_sort", kwargs={"pk": cafe.pk})
    for kind, sent in (
        ("suggestion", {"text": "Tysta rum på varje plan", "audience": "employees"}),
        ("proposal", {"text": "Tysta rum", "area": area.pk}),
        (
            "activity",
            {
                "title": "Tyst rum på plan 2",
                "area": area.pk,
                "unit": unit.pk,
                "starts_on": "2026-01-01",
                "ends_on": "2099-01-01",
            },
        ),
    ):
        to = client.post(sort, {"note": str(note.pk), "do": kind})["Location"]
        while client.get(to).status_code == 302:
            to = client.get(to)["Location"]
        assert client.post(to, sent).status_code == 302
    suggestion, proposal, activity = (
        Suggestion.objects.get(),
        Proposal.objects.get(),
        Activity.objects.get(),
    )
    assert (suggestion.author, suggestion.unit, proposal.author) == (None, unit, None)
    services.close_cafe(cafe=cafe, by=hr)
    page = client_as(None).get(reverse("cafe_join", kwargs={"secret": cafe.secret})).text
    assert "Tysta rum" in page
    assert activity.title in page
    assert "Övervägs" in page
    assert suggestion.secret not in page


def test_hidden_notes_are_seen_only_by_the_one_who_leads(table, url, client_as) -> None:
    note = CafeNoteFactory(table=table, text="Chefen X ljuger")
    leading.hide_notes(cafe=table.cafe, notes=[note], hidden=True, by=None)
    assert note.text not in client_as(None).get(url).text
    hr = user_with(Role.HR, table.cafe.unit)
    assert note.text in client_as(hr).get(reverse("cafe", kwargs={"pk": table.cafe_id})).text
    outsider = user_with(Role.HR, UnitFactory())
    refused = client_as(outsider).get(reverse("cafe", kwargs={"pk": table.cafe_id}))
    assert refused.status_code == 403


def test_who_leads_is_sent_the_notes_again_only_when_something_has_changed(
    table, client_as
) -> None:
    client = client_as(user_with(Role.HR, table.cafe.unit))
    url = reverse("cafe", kwargs={"pk": table.cafe_id})
    first = client.get(url, headers=PART)
    assert "Inget är skrivet än" in first.text
    seen = {**PART, "If-None-Match": first["ETag"]}
    assert client.get(url, headers=seen).status_code == 304
    note = services.write_note(table=table, text="Nytt", phone=PHONE)
    again = client.get(url, headers=seen)
    assert "Nytt" in again.text
    assert "<html" not in again.text
    leading.hide_notes(cafe=table.cafe, notes=[note], hidden=True, by=None)
    assert client.get(url, headers={**PART, "If-None-Match": again["ETag"]}).status_code == 200
    outsider = client_as(user_with(Role.HR, UnitFactory()))
    assert outsider.get(url, headers=PART).status_code == 403


def test_notes_that_say_the_same_stand_together(table) -> None:
    first, second = CafeNoteFactory(table=table), CafeNoteFactory(table=table)
    given = {"cafe": table.cafe, "by": None}
    leading.group_notes(notes=[first, second], title="Handledning", **given)
    (group,) = queries.gathered(table.cafe)
    assert (group.title, group.is_group, len(group.notes)) == ("Handledning", True, 2)
    leading.group_notes(notes=[first, second], title="", **given)
    assert not table.cafe.groups.exists()


def test_another_cafes_notes_cannot_be_touched(table) -> None:
    others = CafeNoteFactory()
    with pytest.raises(InvalidError):
        leading.hide_notes(cafe=table.cafe, notes=[others], hidden=True, by=None)


def test_a_table_where_something_is_written_stays(table) -> None:
    cafe = table.cafe
    CafeNoteFactory(table=table)
    services.edit_cafe(cafe=cafe, tables=1, themes=[], by=None)
    assert set(cafe.tables.values_list("number", flat=True)) == {1, 3}


def test_the_one_who_leads_plans_a_cafe_with_a_form(client_as) -> None:
    unit = UnitFactory()
    sent = {
        "title": "Kafé",
        "unit": unit.pk,
        "day": "2026-12-01",
        "begins": "18:00",
        "closes": "00:30",
        "tables": 4,
        "themes": "Lokaler\n\nLön\nLokaler",
    }
    client = client_as(user_with(Role.COMMUNICATOR, unit))
    assert client.post(reverse("cafe_new"), sent).status_code == 302
    cafe = Cafe.objects.get()
    assert cafe.closes_at - cafe.starts_at == dt.timedelta(hours=6, minutes=30)
    assert [theme.title for theme in queries.themes(cafe)] == ["Lokaler", "Lön"]
    assert len(queries.tables(cafe)) == 4
    page = client.get(reverse("cafe_screen", kwargs={"pk": cafe.pk}))
    assert "<svg" not in page.text, "nothing to join before it opens"
    client.post(reverse("cafe_open", kwargs={"pk": cafe.pk}))
    if cafe.closes_at > timezone.now():
        assert "<svg" in client.get(reverse("cafe_screen", kwargs={"pk": cafe.pk})).text
    assert client_as(UserFactory()).get(reverse("cafes")).status_code == 403
