"""The whole way in: two calls, an answer, a case, and what was thought of it.

The calls come as they do from the telephone provider, over HTTP to the live server; all else is
done in the browser by the guide, the handler and the citizen.
"""

import re
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.browser.keyboard import Counted, Keyboard
from tests.factories.accounts import user_with
from tests.factories.cases import PartyFactory
from tests.factories.contacts import DeskFactory, DeskReasonFactory, GuideFactory
from tests.factories.knowledge import published_article
from tests.factories.organisation import UnitFactory
from tests.factories.telephony import small

from hundra.adapters.voice import addresses
from hundra.adapters.voice.simulator import HttpTransport, Provider, State
from hundra.core.accounts.models import Role
from hundra.core.messages.models import Message
from hundra.hear.cases.models import Case, CaseState, EntryKind
from hundra.hear.contacts.models import (
    Availability,
    Call,
    Contact,
    ContactState,
    MenuVersion,
    Outcome,
    WebhookReceipt,
)
from hundra.hear.knowledge.models import Article
from hundra.hear.knowledge.queries.browsing import forget_ranking
from hundra.hear.knowledge.services import indexing
from hundra.hear.surveys.models import Box, Invitation, Tally

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_KEYS = 15
PHONE = {"width": 390, "height": 844}
DESK_NUMBER, EXTENSION = "+4619210000", "+4619219999"
ASKER, BUILDER = "+46701740601", "+46701740602"


@pytest.fixture
def town(settings, live_server):
    """A desk with a phone menu, what it answers, and the unit behind it."""
    settings.BASE_URL = live_server.url
    settings.VOICE_SECRET = "s" * 32
    desk = DeskFactory(name="Medborgarnas servicecenter", phone=DESK_NUMBER)
    waste = DeskReasonFactory(
        desk=desk, reason__name="Sopor och återvinning", words=["tunna"], priority=40
    )
    building = DeskReasonFactory(
        desk=desk,
        reason__name="Bygglov",
        unit=UnitFactory(name="Bygglovsenheten"),
        promise_hours=16,
        words=["altan"],
    )
    tree = small()
    nodes = tree["nodes"]
    nodes["sprak"]["next"] = "val"  # It is always open here.
    nodes["skola"]["reason"], nodes["annat"]["reason"] = waste.reason.name, building.reason.name
    MenuVersion.objects.create(desk=desk, number=1, tree=tree, published_at=timezone.now())
    article = published_article(
        title="När töms soptunnan?",
        short_answer="Varannan vecka. Se din dag i e-tjänsten.",
        spoken_answer="Soptunnan töms varannan vecka. Säg din adress, så ser jag vilken dag.",
        steps=["Öppna e-tjänsten.", "Skriv adressen."],
    )
    article.reasons.add(waste.reason)
    indexing.index_words(Article.objects.values_list("pk", flat=True))
    forget_ranking()
    return SimpleNamespace(
        desk=desk,
        guide=GuideFactory(desk=desk, extension=EXTENSION),
        handler=user_with(Role.HANDLER, building.unit, name="Alva Påhittsson"),
        waste=waste,
        building=building,
        article=article,
        caller=PartyFactory(name="Bo Exempelberg", phone=BUILDER, email="bo@example.se"),
    )


@pytest.fixture
def provider(town):
    transport = HttpTransport()
    yield Provider(addresses.webhook("46elks", "start"), transport=transport)
    transport.close()


def ring_through_the_menu(provider, number, *keys):
    call = provider.place_call(from_number=number, to_number=DESK_NUMBER, at=timezone.now())
    for key in keys:
        provider.press(call, key, at=timezone.now())
    assert call.state is State.HELD
    return call, Contact.objects.get(external_id=f"46elks:{call.id}")


def be_connected(provider, call):
    provider.hold_ends(call, at=timezone.now())
    assert (call.state, call.connected_to) == (State.TALKING, EXTENSION)


def card(page, contact):
    return page.locator(f"#held-{contact.pk}")


def link_in(message):
    found = re.search(r"https?://[^/\s]+(/\S+)", message.body_text)
    assert found is not None
    return found[1]


def kinds(contact):
    return [event.kind for event in contact.events.all()]


def test_from_the_phone_menu_to_what_the_citizen_thought_of_it(
    live_server, page, sign_in, town, provider, shot
):
    sign_in(town.guide.user)
    page.goto(live_server.url + reverse("service_centre"))
    page.locator("#guide-answers").wait_for(state="attached")
    keys = Counted(page)
    keys.press("F4")
    page.get_by_text("Redo för nästa").wait_for()

    first = _answer_from_the_knowledge(page, keys, town, provider)
    second = _hand_over_as_a_case(page, keys, town, provider)
    _close_the_case(live_server, page, sign_in, town)
    _read_it_on_a_phone_and_answer(live_server, page, shot)

    _check_what_the_first_call_left(first, town)
    _check_what_the_second_call_left(second, town)
    _check_that_nothing_else_lies_anywhere(town, provider)


def _answer_from_the_knowledge(page, keys, town, provider):
    call, contact = ring_through_the_menu(provider, ASKER, "1", "1")
    card(page, contact).wait_for()
    keys.count = 0
    keys.press("F2")
    card(page, contact).locator("[data-register]").wait_for()
    be_connected(provider, call)
    page.wait_for_function("document.activeElement.id === 'guide-words'")
    keys.write("tunna")
    page.get_by_text("Soptunnan töms varannan vecka. Säg din adress").wait_for()
    keys.press("Enter")
    card(page, contact).locator(".held-given", has_text="När töms").wait_for()
    page.wait_for_function(
        "key => document.querySelector('[name=reason]').value === key",
        arg=str(town.waste.reason_id),
    )
    provider.guide_hangs_up(call, at=timezone.now())
    card(page, contact).locator("summary", has_text="registrera").wait_for()
    keys.press("F9")
    page.get_by_text("Redo för nästa").wait_for()
    assert keys.count < MOST_KEYS, keys.count
    assert call.is_over
    return contact


def _hand_over_as_a_case(page, keys, town, provider):
    call, contact = ring_through_the_menu(provider, BUILDER, "1", "2")
    card(page, contact).get_by_text("Bo Exempelberg").first.wait_for()
    keys.press("F2")
    card(page, contact).locator("[data-register]").wait_for()
    be_connected(provider, call)
    keys.press("F8")
    keys.write("Vill bygga altan. Ring efter kl 16.")
    page.locator("[data-case-where]", has_text="Bygglovsenheten").wait_for()
    provider.hang_up(call, at=timezone.now())
    keys.press("F9")
    page.get_by_text("Redo för nästa").wait_for()
    return contact


def _close_the_case(live_server, page, sign_in, town):
    case = Case.objects.get()
    sign_in(town.handler)
    keyboard = Keyboard(page)
    page.goto(f"{live_server.url}{reverse('cases')}?lista=lediga")
    keyboard.follow(page.get_by_role("link", name=case.title))
    keyboard.follow(page.get_by_role("button", name="Ta ärendet"))
    keyboard.write(page.get_by_label("Svar till invånaren"), "Altanen får byggas utan lov.")
    keyboard.follow(page.get_by_role("button", name="Svara och avsluta"))
    page.get_by_text("Ärendet är avslutat, och invånaren har fått veta det.").wait_for()


def _read_it_on_a_phone_and_answer(live_server, page, shot):
    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    mail = Message.objects.get(purpose="case.closed")
    page.goto(live_server.url + link_in(mail))
    page.get_by_text("Altanen får byggas utan lov.").wait_for()
    too_wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(too_wide)
    shot("one-way-in-case")

    asked = Message.objects.get(purpose="survey.asked", recipient=BUILDER)
    page.goto(live_server.url + link_in(asked))
    page.get_by_role("group", name="Var det lätt att få hjälp?").get_by_label("4").check()
    page.get_by_label("Vad hade vi kunnat göra bättre?").fill("Ingenting.")
    page.get_by_role("button", name="Skicka").click()
    page.get_by_role("heading", name="Tack!").wait_for()
    assert not page.evaluate(too_wide)
    assert page.context.cookies() == []


# --- What lies in the database at the end ---


def _check_what_the_first_call_left(contact, town):
    contact.refresh_from_db()
    assert (contact.state, contact.outcome) == (ContactState.DONE, Outcome.SOLVED)
    assert (contact.reason, contact.article) == (town.waste.reason, town.article)
    assert (contact.guide, contact.asked_reason) == (town.guide, town.waste)
    assert (contact.party.phone, contact.note, contact.case) == (ASKER, "", None)
    steps = ["received", "keyed", "keyed", "queued", "offered", "answered", "ended", "registered"]
    assert kinds(contact) == steps
    moments = ["received", "queued", "offered", "answered", "ended", "registered"]
    told = [getattr(contact, f"{name}_at") for name in moments]
    assert None not in told
    assert told == sorted(told)


def _check_what_the_second_call_left(contact, town):
    contact.refresh_from_db()
    case = Case.objects.get()
    assert (contact.state, contact.outcome) == (ContactState.DONE, Outcome.CASE)
    assert (contact.party, contact.reason) == (town.caller, town.building.reason)
    assert (contact.case, case.source, case.external_id) == (case, "contact", f"K{contact.pk}")
    assert (case.title, case.unit) == ("Vill bygga altan", town.building.unit)
    assert (case.state, case.handler) == (CaseState.CLOSED, town.handler)
    assert case.answer == "Altanen får byggas utan lov."
    assert case.promise
    assert case.closed_at < case.due_at
    assert case.opened_by == town.guide.user
    assert [spell.state for spell in case.spells.order_by("pk")][-1] == CaseState.CLOSED
    assert not case.entries.filter(kind=EntryKind.FROM_CITIZEN).exists()


def _check_that_nothing_else_lies_anywhere(town, provider):
    assert Contact.objects.count() == Call.objects.count() == 2
    assert not Call.objects.filter(hung_up_at=None).exists()
    assert not WebhookReceipt.objects.filter(answer=None).exists()
    assert [call.experience.retries for call in provider.calls.values()] == [0, 0]
    town.guide.refresh_from_db()
    assert town.guide.availability == Availability.READY

    # Each of them was asked once: after the contact that was solved, and after the closed case.
    asked = Message.objects.filter(purpose="survey.asked").order_by("created_at")
    assert [message.recipient for message in asked] == [ASKER, BUILDER]
    assert Invitation.objects.count() == 2
    answered = Invitation.objects.get(is_answered=True)
    assert answered.about == {}  # It says no longer what it was about.
    box = Box.objects.get()
    assert (box.kind, box.unit, box.count) == ("case", town.building.unit, 1)
    assert "Ingenting" not in box.content
    assert Tally.objects.exists()
