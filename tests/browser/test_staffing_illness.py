"""Somebody is ill: reported by keyboard, mended, agreed to on a phone, seen in the roster."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.browser.keyboard import Keyboard
from tests.factories.accounts import user_with
from tests.factories.contacts import DeskFactory, GuideFactory
from tests.factories.staffing import (
    AssignmentFactory,
    PeriodFactory,
    ShiftTypeFactory,
    StaffPersonFactory,
)

from hundra.core.accounts.models import Role
from hundra.core.messages.models import Message
from hundra.improve.staffing.models import Assignment, NeedRow, RepairState, RosterRepair
from hundra.improve.staffing.services import repairing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}


class Centre:
    """Tomorrow one works and another is off; one is needed in the morning."""

    def __init__(self) -> None:
        self.desk = DeskFactory(name="Servicecenter")
        self.day = timezone.localdate() + dt.timedelta(days=1)
        self.period = PeriodFactory(desk=self.desk, published=True, first_day=timezone.localdate())
        self.shift = ShiftTypeFactory(desk=self.desk, name="Dag", weekdays=list(range(7)))
        self.ill, self.spare = self.person("Bo Exempelberg"), self.person("Alva Påhittsson")
        made = AssignmentFactory(
            period=self.period, person=self.ill, shift_type=self.shift, day=self.day
        )
        made.parts.create(kind="break", start=11 * 60 + 30, end=12 * 60)
        for start in range(8 * 60, 11 * 60, 30):
            NeedRow.objects.create(
                period=self.period, day=self.day, start=start, end=start + 30, people=1
            )
        self.planner = user_with(Role.MANAGER, self.desk.unit, name="Cia Låtsasdotter")

    def person(self, name):
        guide = GuideFactory(desk=self.desk, languages={"sv": 3}, user__name=name)
        return StaffPersonFactory(guide=guide, flexible_minutes=60 * 500)


def test_an_illness_is_reported_mended_agreed_to_and_seen(live_server, page, sign_in, axe, shot):
    centre, keyboard = Centre(), Keyboard(page)

    # The planner reports it.
    sign_in(centre.planner)
    page.goto(live_server.url + reverse("staffing_absences", args=[centre.desk.slug]))
    axe()
    keyboard.follow(page.get_by_role("link", name="Anmäl någon borta"))
    keyboard.choose_option(page.get_by_label("Vem är borta?"), "Bo Exempelberg")
    keyboard.write_date(page.get_by_label("Från och med"), centre.day)
    keyboard.write_date(page.get_by_label("Till och med"), centre.day)
    axe()
    shot("staffing-illness-report")
    keyboard.follow(page.get_by_role("button", name="Anmäl och laga schemat"))
    page.get_by_role("button", name="Avbryt sökningen").wait_for()
    axe()

    # The worker finds who can step in; the page looks anew by itself.
    repairing.carry_out(key=RosterRepair.objects.get().pk)
    page.get_by_text("Med ändringarna har varje halvtimme lika många som förut.").wait_for()
    page.get_by_text("Alva Påhittsson arbetar Dag").wait_for()
    axe()
    shot("staffing-illness-proposal")
    keyboard.follow(page.get_by_role("button", name="Fråga personen"))
    page.get_by_text("De är tillfrågade. Svaren ser du här.").wait_for()
    assert not Assignment.objects.filter(person=centre.spare).exists()
    told = Message.objects.get(purpose="staffing.asked_to_change")
    assert "Bo Exempelberg" not in told.body_text

    # The colleague says yes on a phone, and sees the shift but not why.
    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    sign_in(centre.spare.guide.user)
    page.goto(live_server.url + reverse("my_roster"))
    keyboard.follow(page.get_by_role("link", name="En ändring väntar på ditt svar"))
    axe()
    shot("staffing-illness-asked")
    assert page.get_by_text("Bo Exempelberg").count() == 0
    keyboard.follow(page.get_by_role("button", name="Ja, jag kan"))
    page.get_by_text("Tack för att du säger ja.").wait_for()
    page.goto(live_server.url + reverse("my_roster"))
    assert page.get_by_text("08.00–16.30").first.is_visible()
    axe()
    shot("staffing-illness-own-roster")

    # The planner sees that the roster is changed.
    page.context.clear_cookies()
    page.set_viewport_size(WIDE)
    sign_in(centre.planner)
    repair = RosterRepair.objects.get()
    assert repair.state == RepairState.TAKEN
    page.goto(live_server.url + reverse("staffing_absence", args=[repair.absence_id]))
    page.get_by_role("heading", name="Så lagades schemat").wait_for()
    page.set_viewport_size(PHONE)
    axe()
    shot("staffing-illness-mended")


def test_an_employee_reports_themselves_ill_on_a_phone(live_server, page, sign_in, axe, shot):
    centre, keyboard = Centre(), Keyboard(page)
    page.set_viewport_size(PHONE)
    sign_in(centre.ill.guide.user)
    page.goto(live_server.url + reverse("my_roster"))
    keyboard.follow(page.get_by_role("link", name="Jag är sjuk i dag"))
    keyboard.write_date(page.get_by_label("Borta till och med"), centre.day)
    axe()
    shot("staffing-illness-own-report")
    keyboard.follow(page.get_by_role("button", name="Anmäl mig borta"))
    page.get_by_text("Det är anmält. De som planerar schemat vet om det.").wait_for()
    axe()
    shot("staffing-illness-own-reported")
    assert not Assignment.objects.exists()
