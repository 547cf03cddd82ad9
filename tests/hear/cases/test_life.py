"""The life of a case: who has it, where the time goes, and what the citizen hears."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from tests.factories.accounts import UserFactory, user_with
from tests.factories.cases import CaseFactory, PartyFactory
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role
from hundra.core.messages.models import Message
from hundra.hear.cases import closing, services
from hundra.hear.cases.errors import (
    ChangedMeanwhileError,
    InvalidTextError,
    NotAllowedHereError,
    NotPossibleNowError,
)
from hundra.hear.cases.models import CaseState
from hundra.hear.cases.services import open_case
from hundra.hear.cases.working_hours import working_time_between

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Europe/Stockholm")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def handler(unit):
    return user_with(Role.HANDLER, unit)


def made(unit, **fields):
    given = {
        "title": "Trasig gatlampa",
        "text": "Den lyser inte.",
        "reason": None,
        "unit": unit,
        "by": None,
        "party": PartyFactory(),
        "promise_hours": 18,
        "at": at("2026-11-23T08:00"),
    }
    return open_case(**{**given, **fields})


def spells(case):
    return [(one.state, one.handler, one.since, one.until) for one in case.spells.order_by("since")]


def letters():
    return list(Message.objects.order_by("created_at").values_list("purpose", flat=True))


def test_taking_puts_it_under_way_and_begins_a_spell(unit, handler):
    case = made(unit)
    case = services.take(case=case, by=handler, at=at("2026-11-23T09:00"))
    assert (case.state, case.handler) == (CaseState.OPEN, handler)
    assert spells(case) == [
        ("new", None, at("2026-11-23T08:00"), at("2026-11-23T09:00")),
        ("open", handler, at("2026-11-23T09:00"), None),
    ]


def test_it_is_given_only_to_those_who_could_read_it(unit, handler):
    case = made(unit)
    outsider = user_with(Role.HANDLER, UnitFactory())
    with pytest.raises(NotAllowedHereError, match=str(outsider)):
        services.assign(case=case, handler=outsider, by=handler)
    colleague = user_with(Role.HANDLER, unit)
    assert services.assign(case=case, handler=colleague, by=handler).handler == colleague


def test_time_stands_still_while_it_waits(unit, handler):
    case = made(unit)  # Due on Tuesday at 17.
    services.suspend(
        case=case,
        cause="Väntar på delar",
        until=date(2026, 12, 1),
        by=handler,
        at=at("2026-11-23T12:00"),
    )
    case.refresh_from_db()
    # Five hours of Monday and nine of Tuesday were left.
    assert case.due_at == at("2026-12-02T13:00")
    services.resume(case=case, by=handler, at=at("2026-11-30T12:00"))
    case.refresh_from_db()
    assert case.due_at == at("2026-12-01T17:00")
    assert working_time_between(at("2026-11-30T12:00"), case.due_at) == timedelta(hours=14)


def test_what_was_late_is_late_after_waiting(unit, handler):
    case = made(unit)
    due = case.due_at
    services.suspend(
        case=case, cause="Sjuk", until=date(2026, 12, 3), by=handler, at=at("2026-11-30T12:00")
    )
    services.resume(case=case, by=handler, at=at("2026-12-03T12:00"))
    case.refresh_from_db()
    assert case.due_at == due


def test_it_wakes_by_itself_on_its_day(unit, handler):
    case = made(unit)
    services.take(case=case, by=handler, at=at("2026-11-23T09:00"))
    services.suspend(
        case=case, cause="Delar", until=date(2026, 11, 27), by=handler, at=at("2026-11-23T10:00")
    )
    assert services.wake(at=at("2026-11-26T23:59")) == 0
    assert services.wake(at=at("2026-11-27T00:05")) == 1
    case.refresh_from_db()
    assert (case.state, case.handler, case.suspended_until) == (CaseState.OPEN, handler, None)
    assert case.due_at == at("2026-11-30T15:00")


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2020, 1, 1), date(2030, 1, 1)])
def test_it_waits_only_for_a_day_to_come(unit, handler, day):
    with pytest.raises(InvalidTextError):
        services.suspend(
            case=made(unit), cause="x", until=day, by=handler, at=at("2026-11-23T12:00")
        )


def test_handed_on_it_is_new_at_the_other_unit_and_the_promise_stays(unit, handler):
    case = made(unit)
    services.take(case=case, by=handler)
    other = UnitFactory()
    services.hand_on(case=case, unit=other, cause="Deras väg", by=handler)
    case.refresh_from_db()
    assert (case.state, case.unit, case.handler) == (CaseState.NEW, other, None)
    assert case.due_at == at("2026-11-24T17:00")
    assert case.spells.get(until=None).cause == "Deras väg"
    assert letters() == ["case.opened", "case.handed_on"]


@pytest.mark.parametrize("where", ["here", "ended"])
def test_it_is_handed_on_only_to_another_unit_that_is(unit, handler, where):
    case = made(unit)
    to = unit if where == "here" else UnitFactory(ended_on=date(2020, 1, 1))
    with pytest.raises(NotPossibleNowError):
        services.hand_on(case=case, unit=to, cause="x", by=handler)


def test_closing_answers_tells_and_calls_those_who_listen(
    unit, handler, monkeypatch, django_capture_on_commit_callbacks
):
    heard = []
    monkeypatch.setattr(closing, "_listeners", [heard.append])
    case = made(unit)
    with django_capture_on_commit_callbacks(execute=True):
        services.close(case=case, answer="Lampan är lagad.", by=handler)
    case.refresh_from_db()
    assert (case.state, case.answer, case.handler) == (
        CaseState.CLOSED,
        "Lampan är lagad.",
        handler,
    )
    assert case.closed_at is not None
    assert letters() == ["case.opened", "case.closed"]
    assert heard == [case]


def test_a_listener_that_fails_stops_nothing(
    unit, handler, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    heard = []

    def broken(case):
        raise RuntimeError("trasig")

    monkeypatch.setattr(closing, "_listeners", [broken, heard.append])
    case = made(unit)
    with django_capture_on_commit_callbacks(execute=True):
        services.close(case=case, answer="Klart.", by=handler)
    assert heard == [case]
    assert "trasig" in caplog.text


def test_reopened_it_has_its_promise_anew(unit, handler):
    case = made(unit)
    services.close(case=case, answer="Klart.", by=handler, at=at("2026-11-24T09:00"))
    services.reopen(case=case, cause="Släckt igen", by=handler, at=at("2026-12-01T08:00"))
    case.refresh_from_db()
    assert (case.state, case.closed_at, case.handler) == (CaseState.OPEN, None, handler)
    assert case.due_at == at("2026-12-02T17:00")


def test_reopened_nobody_has_it_if_the_handler_no_longer_may(unit, handler):
    case = made(unit)
    services.close(case=case, answer="Klart.", by=handler)
    handler.grants.all().delete()
    services.reopen(case=case, cause="x", by=user_with(Role.MANAGER, unit))
    case.refresh_from_db()
    assert (case.state, case.handler) == (CaseState.NEW, None)


def test_a_closed_case_opens_when_the_citizen_writes(unit, handler):
    case = made(unit)
    services.close(case=case, answer="Klart.", by=handler)
    services.receive_message(case=case, text="Den är släckt igen!")
    case.refresh_from_db()
    assert case.state == CaseState.OPEN
    assert case.entries.order_by("pk").last().text == "reopened_by_citizen"


@pytest.mark.parametrize(
    "step",
    [
        pytest.param(lambda case, by: services.take(case=case, by=by), id="take"),
        pytest.param(lambda case, by: services.close(case=case, answer="x", by=by), id="close"),
        pytest.param(lambda case, by: services.resume(case=case, by=by), id="resume"),
        pytest.param(
            lambda case, by: services.suspend(case=case, cause="x", until=date(2099, 1, 1), by=by),
            id="suspend",
        ),
    ],
)
def test_what_does_not_fit_the_state_is_refused_in_words(unit, handler, step):
    case = made(unit)
    services.close(case=case, answer="Klart.", by=handler)
    with pytest.raises(NotPossibleNowError, match="Avslutat"):
        step(case, UserFactory())


def test_two_who_answer_at_once_do_not_both(unit, handler):
    case = made(unit)
    seen = case.version
    services.message(case=case, text="Hej!", by=user_with(Role.HANDLER, unit, name="Bo"), seen=seen)
    with pytest.raises(ChangedMeanwhileError, match="Bo arbetade med ärendet"):
        services.close(case=case, answer="Klart.", by=handler, seen=seen)


def test_a_note_is_never_refused_for_what_others_do(unit, handler):
    case = made(unit)
    services.take(case=case, by=handler)
    services.note(case=case, text="Ringt entreprenören.", by=handler)
    assert case.entries.filter(kind="note").get().text == "Ringt entreprenören."


def test_a_new_promise_is_told(unit, handler):
    case = made(unit)
    services.promise_anew(
        case=case, promise="Senast på torsdag", hours=27, by=handler, at=at("2026-11-24T08:00")
    )
    case.refresh_from_db()
    assert (case.promise, case.due_at) == ("Senast på torsdag", at("2026-11-26T17:00"))
    assert letters()[-1] == "case.promised"


def test_no_letter_says_what_it_is_about(unit, handler):
    case = made(unit, title="Hemlig rubrik", text="Hemlig text", promise="Hemligt löfte")
    services.message(case=case, text="Hemligt meddelande", by=handler)
    far = timezone.localdate() + timedelta(days=9)
    services.suspend(case=case, cause="Hemligt skäl", until=far, by=handler)
    services.hand_on(case=case, unit=UnitFactory(), cause="Hemligt skäl", by=handler)
    services.promise_anew(case=case, promise="Hemligt löfte", hours=9, by=handler)
    services.close(case=case, answer="Hemligt svar", by=handler)
    services.reopen(case=case, cause="Hemligt skäl", by=handler)
    assert Message.objects.count() == 7
    for mail in Message.objects.all():
        assert "emlig" not in mail.subject + mail.body_text
        assert f"/arende/{case.secret}/" in mail.body_text


def test_the_history_tells_who_did_what(unit, handler):
    from hundra.core.audit.queries import trail
    from hundra.core.audit.services import acting

    case = made(unit)
    with acting(handler):
        services.take(case=case, by=handler)
    latest = trail(case)[0]
    assert latest.who == str(handler)
    assert {(change.field, change.after) for change in latest.changes} == {
        ("handläggare", str(handler)),
        ("läge", "Pågår"),
    }


def test_people_met_are_counted_once_each(unit, handler, monkeypatch):
    from hundra.hear.cases import meetings, queries

    guide, colleague = UserFactory(), user_with(Role.HANDLER, unit)
    monkeypatch.setattr(meetings, "_sources", [lambda keys: [(key, guide.pk) for key in keys]])
    case = made(unit, by=guide)
    services.take(case=case, by=handler)
    services.message(case=case, text="Hej!", by=handler)
    services.assign(case=case, handler=colleague, by=handler)
    services.note(case=case, text="Bara en anteckning", by=user_with(Role.MANAGER, unit))
    assert queries.people_met([case.pk]) == {case.pk: {guide.pk, handler.pk, colleague.pk}}


def test_people_met_costs_as_much_for_many_cases(unit, django_assert_num_queries):
    from hundra.hear.cases import queries

    cases = [CaseFactory(unit=unit).pk for _ in range(5)]
    with django_assert_num_queries(1):
        assert queries.people_met(cases) == {case: set() for case in cases}
