"""The list of contacts: what is found, what is kept from sight, and at a constant cost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.accounts import UserFactory, user_with
from tests.factories.cases import CaseFactory, PartyFactory
from tests.factories.contacts import ContactFactory, DeskFactory, DeskReasonFactory, GuideFactory
from tests.factories.organisation import PersonFactory

from hundra.core.accounts.models import Role
from hundra.hear.contacts.models import Channel, Contact, Outcome
from hundra.hear.contacts.queries import searching
from hundra.hear.contacts.queries.searching import Asked, by_number, find
from hundra.hear.contacts.services import life

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return DeskFactory()


@pytest.fixture
def guide(desk):
    return GuideFactory(desk=desk)


@pytest.fixture
def client(client, guide):
    client.force_login(guide.user)
    return client


def found(desk, words: str = "", **more) -> list[int]:
    return [one.pk for one in find(Asked(desks=[desk.pk], words=words, **more)).contacts]


def made(desk, note: str = "", **fields) -> Contact:
    return ContactFactory(desk=desk, done=True, note=note, **fields)


def test_words_are_found_in_any_form_the_latest_first(desk):
    day = timezone.now()
    first = made(desk, "Soptunnan tömdes inte", received_at=day - timedelta(days=2))
    second = made(desk, "Undrar om soptunnor", received_at=day - timedelta(days=1))
    made(desk, "Bygglov för altan")
    made(DeskFactory(), "Soptunnan på ett annat servicecenter")
    assert found(desk, "soptunna") == [second.pk, first.pk]
    assert found(desk, "soptunna tömdes") == [first.pk]
    assert found(desk, "bygg") != []
    assert found(desk, "xyzzy") == []
    assert found(desk, "'; & | ! :* <->") == []


def test_a_contact_moved_to_another_desk_is_found_there(desk):
    contact = made(desk, "Soptunnan tömdes inte")
    other = DeskFactory()
    Contact.objects.filter(pk=contact.pk).update(desk=other)
    assert found(desk, "soptunna") == []
    assert found(other, "soptunna") == [contact.pk]
    both = Asked(desks=(desk.pk, other.pk), words="soptunna tömdes")
    assert [row.pk for row in find(both).contacts] == [contact.pk]


SIGNED = ("e-tjänst", "3,5 m²", "och soptunnan", "O'Brien", "a_b", "1e5", "12/lön", "+46-5 <b>")


@pytest.mark.parametrize("words", SIGNED)
def test_what_a_note_holds_is_found_whatever_its_signs(desk, words):
    contact = made(desk, f"Det gäller {words} som sagt (granby.example/sopor)")
    assert found(desk, words) == [contact.pk]
    assert found(desk, "sopor granby") == [contact.pk]


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40))
def test_anything_may_be_searched_for(desk, words):
    found(desk, words)


def test_a_number_leads_straight_to_its_contact(client, desk):
    contact = made(desk)
    for written in (f"K {contact.pk}", f"k{contact.pk}", str(contact.pk)):
        response = client.get(reverse("contacts"), {"q": written})
        assert response.headers["Location"] == reverse("contact", kwargs={"pk": contact.pk})
    elsewhere = made(DeskFactory())
    assert client.get(reverse("contacts"), {"q": f"K {elsewhere.pk}"}).status_code == 200


def test_a_registered_contact_tells_what_has_happened(client, desk, guide):
    """Handed over, answered, ended and registered by the services, as each is in life."""
    reason = DeskReasonFactory(desk=desk).reason
    guide.availability = "ready"
    guide.save()
    contact = life.receive(desk=desk, channel=Channel.EMAIL)
    contact = life.answer(contact=contact, by=guide.user)
    life.register(contact=contact, by=guide.user, reason=reason, outcome=Outcome.SOLVED)
    page = client.get(reverse("contact", kwargs={"pk": contact.pk}))
    assert page.status_code == 200
    assert "Registrerad" in page.content.decode()


def test_what_looks_like_a_telephone_number_is_no_contact_number():
    assert by_number("K 123") == 123
    assert by_number("0701234567") is None
    assert by_number("soptunna 12") is None


def test_a_telephone_number_and_an_address_find_only_the_very_same(desk):
    mine = made(desk, party=PartyFactory(phone="+46701234567", email="alva@example.se"))
    made(desk, party=PartyFactory(phone="+46701234568", email="alvar@example.se"))
    assert found(desk, "070-123 45 67") == [mine.pk]
    assert found(desk, "Alva@example.se") == [mine.pk]
    assert found(desk, "alva@example") == []


def test_who_has_protected_identity_is_not_found_and_not_shown(client, desk):
    user = UserFactory(name="Skyddad Påhittsson", email="skyddad@example.se")
    PersonFactory(user=user, protected_identity=True)
    party = PartyFactory(name="Skyddad Påhittsson", email="skyddad@example.se", user=user)
    contact = made(desk, "", party=party)
    assert found(desk, "skyddad@example.se") == []
    page = client.get(reverse("contacts")).content.decode()
    assert "Skyddad Påhittsson" not in page
    own = client.get(reverse("contact", kwargs={"pk": contact.pk})).content.decode()
    assert "Skyddad Påhittsson" not in own


def test_what_led_to_a_confidential_case_is_neither_found_by_words_nor_shown(client, desk):
    contact = made(desk, "Hemligheten om grannen", case=CaseFactory(confidential=True))
    assert found(desk, "hemligheten") == []
    for address in (reverse("contacts"), reverse("contact", kwargs={"pk": contact.pk})):
        page = client.get(address).content.decode()
        assert "Hemligheten" not in page
        assert contact.reason.name not in page


def test_the_list_is_narrowed(desk, guide):
    letter = made(desk, channel=Channel.LETTER)
    mine = made(desk, guide=guide)
    assert found(desk, channel=Channel.LETTER) == [letter.pk]
    assert found(desk, reason=mine.reason_id) == [mine.pk]
    assert found(desk, guide=guide.pk) == [mine.pk]


def test_pages_follow_each_other_without_gap_or_repeat(client, desk, monkeypatch):
    monkeypatch.setattr(searching, "PAGE", 3)
    at = timezone.now()
    many = [made(desk, received_at=at - timedelta(minutes=number // 2)) for number in range(8)]
    address, seen = reverse("contacts"), []
    while address:
        context = client.get(address).context
        seen += [row.contact.pk for row in context["rows"]]
        address = context["next_url"]
    assert len(seen) == len(set(seen)) == len(many)
    assert seen == [one.pk for one in sorted(many, key=lambda c: (c.received_at, c.pk))[::-1]]


def test_a_word_that_very_many_have_is_walked_from_the_latest(desk, monkeypatch):
    monkeypatch.setattr(searching, "MOST_COUNTED", 2)
    many = [made(desk, "parkering") for _ in range(4)]
    listed = find(Asked(desks=[desk.pk], words="parkering"))
    assert listed.is_capped
    assert [one.pk for one in listed.contacts] == [one.pk for one in reversed(many)]


def test_a_common_word_is_found_far_back_too(desk, monkeypatch):
    monkeypatch.setattr(searching, "MOST_COUNTED", 2)
    monkeypatch.setattr(searching, "GLANCED", 2)
    day = timezone.now()
    old = [
        made(desk, "parkering", received_at=day - timedelta(days=9 - number)) for number in range(3)
    ]
    for _ in range(4):
        made(desk, "annat")
    assert found(desk, "parkering") == [one.pk for one in reversed(old)]


def test_a_word_common_at_one_desk_and_rare_at_another_is_counted_where_it_is_rare(
    desk, monkeypatch
):
    monkeypatch.setattr(searching, "MOST_COUNTED", 2)
    elsewhere = DeskFactory()
    for _ in range(4):
        made(elsewhere, "parkering")
    rare = made(desk, "parkering")
    listed = find(Asked(desks=[desk.pk], words="parkering"))
    assert ([one.pk for one in listed.contacts], listed.count) == ([rare.pk], 1)


@pytest.mark.parametrize("after", ["x", "2026-01-01T00:00:00_1", "9_9", "_", "2026-13-01_5"])
def test_a_page_that_nobody_wrote_is_the_first(client, desk, after):
    made(desk)
    assert len(client.get(reverse("contacts"), {"efter": after}).context["rows"]) == 1


def test_the_list_takes_as_many_queries_for_three_as_for_one(client, desk):
    def queries(**asked) -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as taken:
            client.get(reverse("contacts"), asked)
        return len(taken)

    made(desk, "soptunnan", party=PartyFactory())
    queries()  # The session begins.
    few = queries(), queries(q="soptunnan")
    for _ in range(2):
        made(desk, "soptunnan", party=PartyFactory(user=UserFactory()))
    assert (queries(), queries(q="soptunnan")) == few


def test_a_manager_sees_the_contacts_of_their_desks_only(client, desk):
    own, other = made(desk), made(DeskFactory())
    client.force_login(user_with(Role.MANAGER, desk.unit))
    rows = client.get(reverse("contacts")).context["rows"]
    assert [row.contact.pk for row in rows] == [own.pk]
    assert client.get(reverse("contact", kwargs={"pk": other.pk})).status_code == 404


def test_a_letter_is_registered_by_hand(client, desk, guide):
    reason = DeskReasonFactory(desk=desk)
    data = {
        "channel": "letter",
        "reason": reason.reason_id,
        "outcome": "solved",
        "note": "Vill ha blanketten på papper",
        "language": "sv",
        "email": "bo@example.se",
    }
    assert client.post(reverse("contact_new"), data).status_code == 302
    contact = Contact.objects.get()
    assert (contact.channel, contact.outcome, contact.guide) == (
        Channel.LETTER,
        Outcome.SOLVED,
        guide,
    )
    assert contact.party.email == "bo@example.se"


def test_a_letter_from_tomorrow_is_refused_with_what_was_typed(client, desk):
    reason = DeskReasonFactory(desk=desk)
    tomorrow = timezone.localtime() + timedelta(days=1)
    data = {
        "channel": "letter",
        "reason": reason.reason_id,
        "outcome": "solved",
        "note": "Det jag skrev",
        "language": "sv",
        "came_at": tomorrow.strftime("%Y-%m-%dT%H:%M"),
    }
    response = client.post(reverse("contact_new"), data)
    assert response.status_code == 422
    assert "Det jag skrev" in response.content.decode()
    assert not Contact.objects.exists()
