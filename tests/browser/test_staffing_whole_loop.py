"""A roster from wishes to a swap, by keyboard alone: wished, worked out by a worker, adjusted,
simulated, published; why a wish was refused; a shift that changes hands and is approved.

A worker process searches and simulates, as in production. Employees are on a phone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page
from tests.browser.keyboard import Keyboard
from tests.factories.accounts import user_with
from tests.factories.contacts import DeskFactory, GuideFactory
from tests.factories.staffing import ShiftTypeFactory, StaffPersonFactory

from hundra.core.accounts.models import Role
from hundra.improve.staffing.models import (
    Assignment,
    Forecast,
    ForecastRow,
    PeriodState,
    RosterPeriod,
    StaffPerson,
    Swap,
    SwapState,
    Wish,
    WishKind,
)
from hundra.improve.staffing.services import wishing

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),
]

HALF_HOURS = range(9 * 60, 16 * 60, 30)
LUNCH = range(11 * 60, 13 * 60)
BUSY, CALM = 3.5, 0.5
"""Calls in half an hour that take two guides, and one."""
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
SEARCHED_WITHIN_MS = 120_000


def test_a_roster_is_wished_worked_out_published_and_swapped_by_keyboard_alone(
    live_server, page: Page, sign_in, axe, shot, worker: None
) -> None:
    loop = Loop(live_server.url, page, sign_in, axe, shot)
    loop.prepare()
    loop.planner_opens_a_period_for_wishes()
    loop.employee_wishes()
    loop.planner_has_it_worked_out()
    loop.planner_adjusts()
    loop.planner_simulates_and_publishes()
    loop.employee_sees_why_not()
    loop.employee_offers_a_shift()
    loop.colleague_takes_it()
    loop.planner_approves()


class Loop:
    def __init__(
        self,
        url: str,
        page: Page,
        sign_in: Callable[[object], None],
        axe: Callable[[], None],
        shot: Callable[[str], None],
    ) -> None:
        self.url, self.page, self.sign_in = url, page, sign_in
        self.axe, self.shot = axe, shot
        self.keyboard = Keyboard(page)

    # What is there before

    def prepare(self) -> None:
        self.desk = DeskFactory(name="Medborgarnas servicecenter")
        self.planner = user_with(Role.MANAGER, self.desk.unit, name="Vera Låtsas")
        ShiftTypeFactory(desk=self.desk, name="Dag", short_name="D")
        ShiftTypeFactory(
            desk=self.desk, name="Sen", short_name="S", start=dt.time(8, 30), end=dt.time(17)
        )
        self.alva = self.somebody("Alva Påhittsson", sv=3, en=3)
        self.bo = self.somebody("Bo Exempelberg", sv=3)
        self.cilla = self.somebody("Cilla Fabelqvist", sv=3)
        today = timezone.localdate()
        self.monday = today + dt.timedelta(days=28 - today.weekday())
        self.forecast()

    def somebody(self, name: str, **languages: int) -> StaffPerson:
        guide = GuideFactory(desk=self.desk, user__name=name, languages=languages)
        return StaffPersonFactory(guide=guide, minutes_per_week=24 * 60, flexible_minutes=16 * 60)

    def forecast(self) -> None:
        made = Forecast.objects.create(
            desk=self.desk,
            first_day=timezone.localdate(),
            last_day=self.monday + dt.timedelta(days=6),
        )
        ForecastRow.objects.bulk_create(
            ForecastRow(
                forecast=made,
                day=self.monday + dt.timedelta(days=number),
                start=start,
                mean=CALM if start in LUNCH else BUSY,
            )
            for number in range(5)
            for start in HALF_HOURS
        )

    # Steps

    def planner_opens_a_period_for_wishes(self) -> None:
        self.at_desk(self.planner, reverse("staffing"))
        self.look("desks")
        self.follow(reverse("staffing_desk", args=[self.desk.slug]))
        self.look("desk")
        self.keyboard.write_date(self.page.locator("[name=first_day]"), self.monday)
        self.keyboard.write(self.page.locator("[name=weeks]"), "1")
        self.keyboard.press(self.page.locator("[name=weeks]"))
        self.page.wait_for_url(re.compile(r"/period/\d+/$"))
        self.period = RosterPeriod.objects.get()
        self.look("period-new")
        self.keyboard.press(self.page.locator("[name=share]:checked"), "ArrowDown")
        self.act("behov")
        assert self.period.needs.exists()
        until = self.monday - dt.timedelta(days=20)
        self.keyboard.write_date(self.page.locator("[name=until]"), until)
        self.act("onskemal")
        self.period.refresh_from_db()
        assert (self.period.state, self.period.wishes_until) == (PeriodState.WISHES, until)
        self.look("period-wishes")

    def employee_wishes(self) -> None:
        """Everybody wants to be off on the Monday, and two must be there."""
        for person, weight in ((self.alva, 10), (self.cilla, 5)):
            wishing.wish(
                period=self.period,
                person=person,
                by=person.guide.user,
                day=self.monday,
                kind=WishKind.OFF,
                weight=weight,
            )
        self.on_phone(self.bo, reverse("my_roster"))
        self.look("mine-empty")
        self.follow(reverse("my_wishes"))
        self.follow(reverse("my_wish_period", args=[self.period.pk]))
        self.look("mine-wish-period")
        self.follow(reverse("my_wish", args=[self.period.pk, self.monday.isoformat()]))
        self.look("mine-wish-day")
        self.keyboard.press(self.page.locator("[name=what]").first, "Space")
        self.keyboard.press(self.page.locator("[name=weight]:checked"), "ArrowUp")
        self.keyboard.write(self.page.locator("[name=text]"), "Tandläkare")
        self.keyboard.follow(self.page.locator("main form button[type=submit]").first)
        wish = Wish.objects.get(person=self.bo)
        assert (wish.kind, wish.weight, wish.text) == (WishKind.OFF, 2, "Tandläkare")

    def planner_has_it_worked_out(self) -> None:
        self.at_desk(self.planner, reverse("staffing_period", args=[self.period.pk]))
        self.act("los", "[name=minutes]")
        bar = self.page.locator(".staffing-progress progress")
        bar.wait_for()
        self.page.locator("form[action$='/los/']").wait_for(timeout=SEARCHED_WITHIN_MS)
        self.period.refresh_from_db()
        assert self.period.state == PeriodState.PLANNED
        assert self.period.assignments.filter(day=self.monday).count() == 2
        self.look("period-planned")

    def planner_adjusts(self) -> None:
        """What breaks a rule is refused in words; what does not is done."""
        self.follow(reverse("staffing_roster", args=[self.period.pk]))
        self.look("grid")
        one = self.period.assignments.filter(shift_type__short_name="D").first()
        other = "Sen"
        if one is None:
            one, other = self.period.assignments.first(), "Dag"
        self.follow(
            reverse("staffing_day", args=[self.period.pk, one.person_id, one.day.isoformat()])
        )
        self.look("day")
        self.keyboard.choose_option(self.page.locator("[name=shift]"), other)
        self.keyboard.follow(self.page.locator("main form button[type=submit]").first)
        changed = Assignment.objects.get(person=one.person, day=one.day)
        assert (changed.shift_type.name, changed.is_fixed) == (other, True)

    def planner_simulates_and_publishes(self) -> None:
        self.go(reverse("staffing_period", args=[self.period.pk]))
        self.act("simulera")
        self.until(self.page.locator("form[action$='/publicera/']"))
        self.look("period-simulated")
        self.act("publicera")
        self.period.refresh_from_db()
        assert self.period.state == PeriodState.PUBLISHED
        self.look("period-published")

    def employee_sees_why_not(self) -> None:
        self.on_phone(self.bo, reverse("my_wishes"))
        refused = self.page.locator("li", has_text="Kunde inte uppfyllas")
        assert refused.locator(".roster-why").inner_text()
        self.look("mine-answers")

    def employee_offers_a_shift(self) -> None:
        """A day when the colleague is off. The desk loses a language by it: the planner decides."""
        rows = self.period.assignments.all()
        self.given, self.taker = next(
            (given, taker)
            for given in rows.filter(person=self.alva)
            for taker in (self.cilla, self.bo)
            if not rows.filter(person=taker, day=given.day).exists()
        )
        self.on_phone(self.alva, reverse("my_roster") + f"?dag={self.monday.isoformat()}")
        self.look("mine-roster")
        self.follow(reverse("my_swap_offer", args=[self.given.pk]))
        self.look("mine-offer")
        self.keyboard.choose_option(self.page.locator("[name=to]"), str(self.taker))
        self.keyboard.write(self.page.locator("[name=text]"), "Kan du ta min dag?")
        self.keyboard.follow(self.page.locator("main form button[type=submit]").first)
        self.look("mine-swaps")

    def colleague_takes_it(self) -> None:
        self.on_phone(self.taker, reverse("my_swaps"))
        swap = Swap.objects.get()
        self.follow(reverse("my_swap", args=[swap.pk]))
        self.look("mine-swap")
        self.keyboard.follow(self.page.locator("main form button[type=submit]").first)
        swap.refresh_from_db()
        assert swap.state == SwapState.ACCEPTED
        self.look("mine-swap-waits")

    def planner_approves(self) -> None:
        self.at_desk(self.planner, reverse("roster_to_decide"))
        self.look("to-decide")
        swap = Swap.objects.get()
        self.follow(reverse("roster_decide_swap", args=[swap.pk]))
        self.look("decide-swap")
        self.keyboard.press(self.page.locator("[name=agree]").first, "Space")
        self.keyboard.follow(self.page.locator("main form button[type=submit]").first)
        self.given.refresh_from_db()
        assert self.given.person == self.taker
        self.on_phone(self.taker, reverse("my_roster") + f"?dag={self.monday.isoformat()}")
        taken = self.page.locator(".roster-day.is-work")
        assert taken.count() == self.period.assignments.filter(person=self.taker).count()

    # How

    def at_desk(self, user: object, path: str) -> None:
        self.page.set_viewport_size(DESK)  # type: ignore[arg-type]
        self.sign_in(user)
        self.go(path)

    def on_phone(self, person: StaffPerson, path: str) -> None:
        self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        self.sign_in(person.guide.user)
        self.go(path)

    def go(self, path: str) -> None:
        self.page.goto(self.url + path)

    def follow(self, path: str) -> None:
        """By the keyboard, to the page's own link with the address."""
        self.keyboard.follow(self.page.locator(f"main a[href='{path}']").first)

    def act(self, what: str, first: str = "") -> None:
        """One of the period's steps; `first`: a field to go by on the way."""
        form = self.page.locator(f"form[action$='/{what}/']")
        if first:
            self.keyboard.tab_to(form.locator(first).first)
        self.keyboard.follow(form.locator("button[type=submit]"))

    def until(self, there: Locator) -> None:
        """Loads the page until a worker has done its part."""
        for _ in range(120):
            if there.count():
                return
            self.page.wait_for_timeout(1000)
            self.page.reload()
        raise AssertionError(f"it never came: {there}")

    def look(self, name: str) -> None:
        """Every page on the way is free from accessibility faults in every look."""
        self.axe()
        self.shot(f"staffing-{name}")
