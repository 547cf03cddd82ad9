"""Action plans and dialogue cafés, as people use them."""

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import Route, expect
from tests.factories.accounts import user_with
from tests.factories.organisation import UnitFactory
from tests.factories.plans import (
    ActivityFactory,
    CafeFactory,
    CafeNoteFactory,
    CafeTableFactory,
    FocusAreaFactory,
    PlanFactory,
    PlanUnitFactory,
    PriorityFactory,
    ProposalFactory,
    StandFactory,
    ThemeFactory,
)

from hundra.core.accounts.models import Role
from hundra.improve.plans.models import CafeNote
from hundra.improve.plans.services import cafes as services
from hundra.improve.plans.starting_points import starting_points

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def plan():
    """Fourteen districts and thirteen areas; each district has chosen three."""
    whole = UnitFactory(name="Stadens socialtjänst")
    made = PlanFactory(unit=whole, title="Bättre villkor i socialtjänsten", adopted=True)
    areas = [
        FocusAreaFactory(plan=made, title=area.title, text=area.text, scales=list(area.scales))
        for area in starting_points("sv")[0].areas
    ]
    for number in range(14):
        unit = UnitFactory(name=f"Distrikt {number + 1}", parent=whole)
        PlanUnitFactory(plan=made, unit=unit)
        for rank in range(1, 4):
            area = areas[(number * 3 + rank * 2) % len(areas)]
            PriorityFactory(area=area, unit=unit, rank=rank, why="Det säger enkäten.")
        day = dt.date(2026, 3, 1) if number % 4 == 0 else dt.date(2099, 1, 1)
        ActivityFactory(area=area, unit=unit, title="Handledning varje vecka", ends_on=day)
    StandFactory(plan=made, party="employer", name="Arbetsgivaren")
    StandFactory(plan=made, view="remark", words="Mer tid behövs.")
    ProposalFactory(plan=made, area=areas[0])
    return made


def test_every_page_of_a_plan_is_accessible(live_server, page, sign_in, axe, shot, plan) -> None:
    sign_in(user_with(Role.HR, plan.unit))
    area, unit = plan.areas.first(), plan.taking_part.first().unit
    proposal = plan.proposals.first()
    activity = ActivityFactory(area=area, unit=unit, title="Mentor till nya", text="En var.")
    kwargs = {"plan": plan.pk}
    for name, url in {
        "plans": reverse("plans"),
        "plan": reverse("plan", kwargs=kwargs),
        "plan-about": reverse("plan_about", kwargs=kwargs),
        "plan-area": reverse("plan_area", kwargs={**kwargs, "pk": area.pk}),
        "plan-unit": reverse("plan_unit", kwargs={**kwargs, "unit": unit.pk}),
        "plan-prioritise": reverse("plan_prioritise", kwargs={**kwargs, "unit": unit.pk}),
        "plan-proposals": reverse("plan_proposals", kwargs=kwargs),
        "plan-proposal": reverse("plan_proposal", kwargs={**kwargs, "pk": proposal.pk}),
        "plan-stands": reverse("plan_stands", kwargs=kwargs),
        "plan-activities": reverse("plan_activities", kwargs=kwargs),
        "plan-activity": reverse("plan_activity", kwargs={"pk": activity.pk}),
        "plan-activity-new": reverse("plan_activity_new", kwargs=kwargs),
        "plan-new": reverse("plan_new"),
    }.items():
        page.goto(live_server.url + url)
        axe()
        shot(name)


def test_the_public_page_is_accessible(live_server, page, axe, shot, plan) -> None:
    plan.is_public = True
    plan.save()
    page.goto(live_server.url + reverse("public_plan", kwargs={"plan": plan.pk}))
    expect(page.get_by_role("heading", name="Bättre villkor i socialtjänsten")).to_be_visible()
    axe()
    shot("plan-public")


@pytest.fixture
def table():
    made = CafeTableFactory(number=3, cafe__title="Kafé i maj", cafe__welcome="Välkomna!")
    ThemeFactory(cafe=made.cafe, title="Lokaler", position=1)
    CafeTableFactory(cafe=made.cafe, number=1)
    return made


def test_two_phones_write_at_one_table_and_both_see_both(live_server, browser, table) -> None:
    url = live_server.url + reverse("cafe_join", kwargs={"secret": table.cafe.secret})
    contexts = [browser.new_context(locale="sv-SE", viewport=PHONE) for _phone in range(2)]
    phones = [context.new_page() for context in contexts]
    for phone in phones:
        phone.goto(url)
        phone.get_by_role("link", name="Bord 3").click()
    for phone, text in zip(phones, ("Tysta rum", "Mer handledning"), strict=True):
        phone.get_by_label("Vad säger ni?").fill(text)
    for phone in phones:
        phone.get_by_role("button", name="Skriv upp").click()
    for phone in phones:
        notes = phone.locator("[data-note]")
        expect(notes).to_have_count(2, timeout=20_000)
        expect(phone.get_by_text("Tysta rum")).to_be_visible()
        expect(phone.get_by_text("Mer handledning")).to_be_visible()
    assert CafeNote.objects.count() == 2
    assert [context.cookies() for context in contexts] == [[], []]
    for context in contexts:
        context.close()


def test_without_a_connection_the_note_waits_on_the_phone_and_is_sent_once(
    live_server, browser, table
) -> None:
    url = live_server.url + reverse(
        "cafe_table", kwargs={"secret": table.cafe.secret, "number": table.number}
    )
    context = browser.new_context(locale="sv-SE", viewport=PHONE)
    phone = context.new_page()
    phone.goto(url)
    context.set_offline(True)
    phone.get_by_label("Vad säger ni?").fill("Skrivet i hissen")
    phone.get_by_role("button", name="Skriv upp").click()
    expect(phone.locator("[data-unsent]")).to_contain_text("Skrivet i hissen")
    assert CafeNote.objects.count() == 0
    context.set_offline(False)
    phone.reload()
    expect(phone.locator("[data-note]")).to_contain_text("Skrivet i hissen", timeout=20_000)
    expect(phone.locator("[data-unsent]")).to_have_count(0)
    assert CafeNote.objects.count() == 1
    context.close()


def test_who_leads_sees_new_notes_without_losing_what_is_ticked(
    live_server, page, sign_in, table
) -> None:
    CafeNoteFactory(table=table, text="Tysta rum")
    sign_in(user_with(Role.HR, table.cafe.unit))
    page.goto(live_server.url + reverse("cafe", kwargs={"pk": table.cafe_id}))
    page.get_by_label("Tysta rum").check()
    page.get_by_label("Samla de markerade under rubriken").fill("Lokaler")
    services.write_note(table=table, text="Mer handledning", phone="a" * 32)
    expect(page.get_by_label("Mer handledning")).to_be_visible(timeout=20_000)
    expect(page.get_by_label("Mer handledning")).not_to_be_checked()
    expect(page.get_by_label("Tysta rum")).to_be_checked()
    page.get_by_role("button", name="Samla").click()
    expect(page.get_by_role("heading", name="Lokaler 1")).to_be_visible()


def test_ones_own_note_can_be_put_right(live_server, page, table) -> None:
    url = reverse("cafe_table", kwargs={"secret": table.cafe.secret, "number": table.number})
    page.goto(live_server.url + url)
    page.get_by_label("Vad säger ni?").fill("Mer tit")
    page.get_by_role("button", name="Skriv upp").click()
    page.get_by_role("button", name="Ändra").click()
    page.locator("[data-editing] textarea").fill("Mer tid")
    page.get_by_role("button", name="Spara").click()
    expect(page.locator("[data-note]")).to_contain_text("Mer tid")
    assert CafeNote.objects.get().text == "Mer tid"


def test_what_comes_meanwhile_takes_nothing_away_that_is_being_put_right(
    live_server, page, table
) -> None:
    url = reverse("cafe_table", kwargs={"secret": table.cafe.secret, "number": table.number})
    page.goto(live_server.url + url)
    page.get_by_label("Vad säger ni?").fill("Mer tit")
    page.get_by_role("button", name="Skriv upp").click()
    expect(page.get_by_role("button", name="Ändra")).to_be_visible()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(f"**{url}", hold)
    services.write_note(table=table, text="Tysta rum", phone="b" * 32)
    with page.expect_request(f"**{url}"):  # It asks by itself, every few seconds.
        pass
    page.get_by_role("button", name="Ändra").click()
    page.locator("[data-editing] textarea").fill("Mer tid")
    with page.expect_response(f"**{url}") as answer:
        held.pop().continue_()
    answer.value.finished()
    page.unroute(f"**{url}")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Mer tid")).to_be_visible()
    expect(page.get_by_text("Tysta rum")).to_be_visible()


def test_every_page_of_a_cafe_is_accessible(live_server, page, sign_in, axe, shot, table) -> None:
    cafe = table.cafe
    CafeNoteFactory(table=table, text="Tysta rum, på varje plan.")
    CafeNoteFactory(table=table, text="Chefen borde …", is_hidden=True)
    secret = {"secret": cafe.secret}
    for name, url in {
        "cafe-code": reverse("cafe_code"),
        "cafe-join": reverse("cafe_join", kwargs=secret),
        "cafe-table": reverse("cafe_table", kwargs={**secret, "number": 3}),
    }.items():
        page.goto(live_server.url + url)
        axe()
        shot(name)
    sign_in(user_with(Role.HR, cafe.unit))
    for name, url in {
        "cafes": reverse("cafes"),
        "cafe": reverse("cafe", kwargs={"pk": cafe.pk}),
        "cafe-screen": reverse("cafe_screen", kwargs={"pk": cafe.pk}),
        "cafe-new": reverse("cafe_new"),
    }.items():
        page.goto(live_server.url + url)
        axe()
        shot(name)
    done = CafeTableFactory(cafe=CafeFactory(state="closed", title="Kafé i april")).cafe
    area = FocusAreaFactory(plan=PlanFactory(unit=done.unit))
    activity = ActivityFactory(area=area, title="Handledning varje vecka")
    CafeNoteFactory(table=done.tables.first(), activity=activity)
    page.goto(live_server.url + reverse("cafe_join", kwargs={"secret": done.secret}))
    expect(page.get_by_text("Aktivitet: Handledning varje vecka")).to_be_visible()
    axe()
    shot("cafe-afterwards")
