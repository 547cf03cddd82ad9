"""The guide's page: what it shows, what it costs to ask, and each step by its form."""

import re

import pytest
from django.urls import reverse
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, PartyFactory
from tests.factories.contacts import ContactFactory, DeskFactory, DeskReasonFactory, GuideFactory
from tests.factories.organisation import UnitFactory

from hundra.hear.cases.models import Case
from hundra.hear.contacts.models import (
    Availability,
    Channel,
    Contact,
    ContactState,
    Guide,
    LearnedWord,
    Outcome,
)
from hundra.hear.contacts.services import life
from hundra.hear.contacts.views.guide import page, steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return DeskFactory()


@pytest.fixture
def guide(desk):
    return GuideFactory(desk=desk, availability="ready")


@pytest.fixture
def client(client, guide):
    client.force_login(guide.user)
    return client


@pytest.fixture
def no_routing(monkeypatch):
    """Polls look at nothing but the page: when time is looked at depends on the clock."""
    monkeypatch.setattr(page, "_is_time", lambda desk: False)


def poll(client, mark: str = ""):
    headers = {"if-none-match": mark} if mark else {}
    return client.get(reverse("guide_poll"), headers=headers)


def step(client, what: str, contact: Contact, **data):
    address = reverse(what, kwargs={"pk": contact.pk})
    return client.post(address, data, headers={"X-Parts": "1"})


def ring(desk, **fields) -> Contact:
    return life.receive(desk=desk, channel=Channel.PHONE, **fields)


def answered(desk, guide, **fields) -> Contact:
    return life.answer(contact=ring(desk, **fields), by=guide.user)


def test_the_page_shows_what_rings_with_what_is_known(client, desk, guide):
    reason = DeskReasonFactory(desk=desk, reason__name="parkering")
    party = PartyFactory(name="Alva Påhittsson", phone="+46701234567")
    contact = ring(desk, asked_reason=reason, party=party)
    shown = client.get(reverse("service_centre")).content.decode()
    assert f'id="held-{contact.pk}"' in shown
    assert "Alva Påhittsson" in shown
    assert "parkering" in shown


def test_a_poll_says_304_until_it_rings(client, desk, guide):
    first = poll(client)
    assert first.status_code == 200
    mark = first.headers["ETag"]
    assert poll(client, mark).status_code == 304
    contact = ring(desk)
    after = poll(client, mark)
    assert after.status_code == 200
    assert f'data-contact="{contact.pk}"' in after.content.decode()
    assert poll(client, after.headers["ETag"]).status_code == 304


def test_a_poll_without_news_costs_three_queries(
    client, desk, guide, no_routing, django_assert_num_queries
):
    mark = poll(client).headers["ETag"]
    poll(client, mark)  # Notes that the page is open, and looks what time has brought.
    with django_assert_num_queries(3):  # The session, the user, and the pulse.
        assert poll(client, mark).status_code == 304


def test_a_poll_notices_who_begins_to_wait_and_who_gives_up(client, desk, guide):
    Guide.objects.filter(pk=guide.pk).update(availability=Availability.BREAK)
    mark = poll(client).headers["ETag"]
    contact = ring(desk)
    waiting = poll(client, mark)
    assert waiting.status_code == 200
    life.end(contact=contact)
    assert poll(client, waiting.headers["ETag"]).status_code == 200


def test_only_guides_may_poll(client, guide):
    client.force_login(UserFactory())
    assert poll(client).status_code == 403


def test_a_guide_without_the_role_gets_no_parts(client, guide):
    guide.user.grants.all().delete()
    assert poll(client).status_code == 403


def test_the_page_takes_as_many_queries_for_three_as_for_one(
    client, desk, guide, no_routing, django_assert_max_num_queries
):
    def make() -> None:
        party = PartyFactory()
        for _ in range(3):
            ContactFactory(desk=desk, party=party, done=True, case=CaseFactory(party=party))
        ContactFactory(desk=desk, party=party, guide=guide, state=ContactState.WRAP_UP)
        ContactFactory(desk=desk, channel=Channel.EMAIL)
        ContactFactory(desk=desk, language="ar")

    make()
    poll(client)
    with django_assert_max_num_queries(16) as few:
        poll(client)
    make()
    make()
    with django_assert_max_num_queries(16) as more:
        poll(client)
    assert len(few) == len(more)


def test_a_guide_says_what_they_do_now(client, guide):
    for to in ("training", "break", "ready", "away"):
        client.post(reverse("guide_availability"), {"to": to})
        guide.refresh_from_db()
        assert guide.availability == to


def test_one_key_goes_between_ready_and_break(client, guide):
    for expected in ("break", "ready", "break"):
        client.post(reverse("guide_availability"), {"to": "toggle"})
        guide.refresh_from_db()
        assert guide.availability == expected


def test_answering_makes_the_contact_mine_and_shows_its_form(client, desk, guide):
    contact = ring(desk)
    response = step(client, "contact_answer", contact)
    contact.refresh_from_db()
    assert contact.state == ContactState.ACTIVE
    assert "data-register" in response.content.decode()


def test_a_contact_that_another_took_says_so(client, desk, guide):
    other = GuideFactory(desk=desk, availability="ready")
    contact = ContactFactory(desk=desk, active=True, guide=other)
    response = step(client, "contact_answer", contact)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


def test_contacts_of_another_desk_are_hidden(client, guide):
    contact = ContactFactory()
    assert step(client, "contact_answer", contact).status_code == 404


def test_registering_makes_it_done_and_the_guide_ready(client, desk, guide):
    reason = DeskReasonFactory(desk=desk)
    contact = answered(desk, guide)
    response = step(
        client,
        "contact_register",
        contact,
        reason=reason.reason_id,
        outcome=Outcome.SOLVED,
        note="Undrade om soptunnan.",
    )
    contact.refresh_from_db()
    guide.refresh_from_db()
    assert response.status_code == 200
    assert (contact.state, contact.reason, contact.outcome, contact.note) == (
        ContactState.DONE,
        reason.reason,
        Outcome.SOLVED,
        "Undrade om soptunnan.",
    )
    assert guide.availability == Availability.READY
    learned = LearnedWord.objects.filter(desk=desk, reason=reason.reason)
    assert dict(learned.values_list("word", "count"))["soptunna"] == 1
    assert dict(learned.values_list("word", "count"))[""] == 1


def test_a_note_with_a_personal_number_has_to_be_confirmed(client, desk, guide):
    reason = DeskReasonFactory(desk=desk)
    contact = answered(desk, guide)
    note = "Gäller 19121212-1212"
    data = {"reason": reason.reason_id, "outcome": "solved", "note": note}
    asked = step(client, "contact_register", contact, **data)
    assert asked.status_code == 422
    assert note in asked.content.decode()
    assert 'name="confirmed"' in asked.content.decode()
    contact.refresh_from_db()
    assert contact.state == ContactState.ACTIVE
    step(client, "contact_register", contact, **data, confirmed="on")
    contact.refresh_from_db()
    assert (contact.state, contact.note) == (ContactState.DONE, note)


def test_without_a_reason_the_form_comes_back_with_what_was_typed(client, desk, guide):
    contact = answered(desk, guide)
    response = step(client, "contact_register", contact, outcome="solved", note="Det jag skrev")
    text = response.content.decode()
    assert response.status_code == 422
    assert "Det jag skrev" in text
    assert f'id="held-{contact.pk}-form" data-part data-typed data-key="failed"' in text


def test_handing_over_makes_a_case_at_the_reasons_unit_with_the_promise(client, desk, guide):
    unit = UnitFactory(name="Bygglovsenheten")
    reason = DeskReasonFactory(desk=desk, unit=unit, promise_hours=16)
    contact = answered(desk, guide)
    step(
        client,
        "contact_register",
        contact,
        reason=reason.reason_id,
        outcome="case",
        note="Vill bygga en altan. Bor vid sjön.",
        phone="070-123 45 67",
        name="Bo Exempelberg",
    )
    contact.refresh_from_db()
    case = Case.objects.get()
    assert (contact.outcome, contact.case) == (Outcome.CASE, case)
    assert (case.unit, case.title, case.party.phone) == (
        unit,
        "Vill bygga en altan",
        "+46701234567",
    )
    assert case.due_at is not None
    assert case.promise.startswith("Du hör av oss senast")


def test_what_is_confidential_stands_in_the_case_alone(client, desk, guide):
    reason = DeskReasonFactory(desk=desk, unit=UnitFactory(), is_confidential=True)
    contact = answered(desk, guide, subject="Oro för ett barn")
    step(
        client,
        "contact_register",
        contact,
        reason=reason.reason_id,
        outcome="case",
        note="Grannen hör skrik om kvällarna",
    )
    contact.refresh_from_db()
    case = Case.objects.get()
    assert (contact.note, contact.subject) == ("", "")
    assert (case.is_confidential, case.text) == (True, "Grannen hör skrik om kvällarna")
    assert not LearnedWord.objects.exists()
    shown = client.get(reverse("contact", kwargs={"pk": contact.pk})).content.decode()
    assert "skrik" not in shown
    assert reason.reason.name not in shown


def test_a_wrong_phone_number_loses_nothing(client, desk, guide):
    reason = DeskReasonFactory(desk=desk, unit=UnitFactory())
    contact = answered(desk, guide)
    data = {"reason": reason.reason_id, "outcome": "case", "note": "Ring mig", "phone": "12"}
    response = step(client, "contact_register", contact, **data)
    assert response.status_code == 422
    assert "Ring mig" in response.content.decode()
    assert not Case.objects.exists()
    contact.refresh_from_db()
    assert contact.state == ContactState.ACTIVE


def test_a_contact_is_handed_on_to_a_guide_who_is_free(client, desk, guide):
    contact = answered(desk, guide)
    other = GuideFactory(desk=desk, availability="ready")
    form = client.get(reverse("contact_hand_on", kwargs={"pk": contact.pk})).content.decode()
    assert str(other.user) in form
    step(client, "contact_hand_on", contact, guide=other.pk, language="sv")
    contact.refresh_from_db()
    assert (contact.state, contact.guide) == (ContactState.OFFERED, other)


def test_a_contact_goes_back_to_the_queue_with_another_language(client, desk, guide):
    contact = answered(desk, guide)
    step(client, "contact_hand_on", contact, language="ar")
    contact.refresh_from_db()
    assert (contact.state, contact.language, contact.guide) == (ContactState.WAITING, "ar", None)


def test_who_it_is_can_be_written_down(client, desk, guide):
    contact = answered(desk, guide)
    step(client, "contact_who", contact, name="Alva Påhittsson", email="Alva@example.se")
    contact.refresh_from_db()
    assert (contact.party.name, contact.party.email) == ("Alva Påhittsson", "alva@example.se")


def test_the_words_typed_suggest_the_reason(client, desk, guide):
    DeskReasonFactory(desk=desk, reason__name="Bygglov")
    parking = DeskReasonFactory(desk=desk, reason__name="Parkering", words=["p-böter"])
    text = client.post(reverse("guide_suggest"), {"note": "fått p-böter"}).content.decode()
    assert re.findall(r'data-reason="(\d+)"', text) == [str(parking.reason_id)]


def test_what_was_registered_teaches_the_reason(client, desk, guide):
    bath = DeskReasonFactory(desk=desk, reason__name="Fritid")
    DeskReasonFactory(desk=desk, reason__name="Övrigt")
    for _ in range(4):
        contact = answered(desk, guide)
        step(
            client,
            "contact_register",
            contact,
            reason=bath.reason_id,
            outcome="solved",
            note="när öppnar badhuset",
        )
    other = DeskReasonFactory(desk=desk, reason__name="Skola")
    LearnedWord.objects.create(desk=desk, reason=other.reason, word="", count=40)
    text = client.post(reverse("guide_suggest"), {"note": "badhuset"}).content.decode()
    assert re.findall(r'data-reason="(\d+)"', text) == [str(bath.reason_id)]


def test_only_open_cases_that_are_not_confidential_are_shown(client, desk, guide):
    party = PartyFactory()
    open_case = CaseFactory(party=party)
    secret = CaseFactory(party=party, is_confidential=True)
    for case in (open_case, secret):
        ContactFactory(desk=desk, party=party, done=True, case=case, note=f"om {case.title}")
    ring(desk, party=party)
    shown = client.get(reverse("service_centre")).content.decode()
    assert open_case.number in shown
    assert secret.number not in shown
    assert secret.title not in shown


def test_answering_who_is_to_be_rung_back_rings_them(client, desk, guide, monkeypatch):
    rung = []
    monkeypatch.setattr(steps.calls, "ring_back", lambda **told: rung.append(told["contact"]))
    asked = ContactFactory(desk=desk, callback_to="+46700000001")
    step(client, "contact_answer", asked)
    step(client, "contact_answer", ContactFactory(desk=desk, channel="email"))
    assert rung == [asked]


def test_of_many_letters_the_first_and_the_opened_have_forms(client, desk, guide, no_routing):
    first, other, opened = (letter(desk, guide) for _ in range(3))
    page = client.get(reverse("service_centre"), {"oppen": opened.pk}).content.decode()
    drawn = [reverse("contact_register", kwargs={"pk": one.pk}) in page for one in (first, other)]
    assert drawn == [True, False]
    assert reverse("contact_register", kwargs={"pk": opened.pk}) in page
    assert f"{reverse('service_centre')}?oppen={other.pk}" in page


def test_nonsense_opens_nothing(client, desk, guide):
    letter(desk, guide)
    for told in ("x", "-1", "9" * 40, "²"):
        assert client.get(reverse("service_centre"), {"oppen": told}).status_code == 200


def letter(desk, guide) -> Contact:
    return ContactFactory(desk=desk, guide=guide, channel=Channel.EMAIL, state=ContactState.ACTIVE)


def test_forms_that_the_page_has_are_not_drawn_again(client, desk, guide, no_routing):
    new, kept = letter(desk, guide), letter(desk, guide)
    answer = client.get(reverse("guide_poll"), headers={"x-forms": f"{kept.pk},nonsense,"})
    page = answer.content.decode()
    assert reverse("contact_register", kwargs={"pk": new.pk}) in page
    assert reverse("contact_register", kwargs={"pk": kept.pk}) not in page
    # With the key of a form that is written in, so that it stays.
    assert re.search(rf'id="held-{kept.pk}-form"[^>]*data-key="typed"', page)


def test_a_form_to_correct_is_drawn_though_the_page_has_it(client, desk, guide):
    contact = letter(desk, guide)
    address = reverse("contact_register", kwargs={"pk": contact.pk})
    headers = {"X-Parts": "1", "X-Forms": str(contact.pk)}
    page = client.post(address, {"note": "Halv"}, headers=headers).content.decode()
    assert re.search(rf'id="held-{contact.pk}-form"[^>]*data-key="failed"', page)
    assert "Halv" in page
