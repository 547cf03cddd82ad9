"""A summer by keyboard alone: weeks ranked on a phone, worked out by a worker, adjusted, published;
what came of the wish, and why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from tests.browser.keyboard import Keyboard
from tests.factories.accounts import user_with
from tests.factories.contacts import DeskFactory, GuideFactory
from tests.factories.staffing import StaffPersonFactory

from hundra.core.accounts.models import Role
from hundra.engines.rostering.holidays import summer_weeks
from hundra.improve.staffing.models import (
    Absence,
    PeriodState,
    RosterPeriod,
    StaffPerson,
    Wish,
)
from hundra.improve.staffing.services.holidays.wishing import Block, rank_weeks

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),
]

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
SEARCHED_WITHIN_MS = 240_000
WEEK = dt.timedelta(weeks=1)


def test_summer_weeks_are_ranked_worked_out_adjusted_and_published_by_keyboard_alone(
    live_server, page: Page, sign_in, axe, shot, console_errors: list[str], worker: None
) -> None:
    summer = Summer(live_server.url, page, sign_in, axe, shot)
    summer.prepare()
    summer.planner_begins_and_opens_for_wishes()
    summer.employee_ranks_weeks()
    summer.planner_has_it_worked_out()
    summer.planner_adjusts()
    # What was refused, and said so on the page.
    console_errors[:] = [one for one in console_errors if "422" not in one]
    summer.planner_publishes()
    summer.employee_reads_what_came_of_it()


class Summer:
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

    def prepare(self) -> None:
        self.desk = DeskFactory(name="Medborgarnas servicecenter")
        self.planner = user_with(Role.MANAGER, self.desk.unit, name="Vera Låtsas")
        self.alva = self.somebody("Alva Påhittsson", sv=3, fi=3)
        self.bo = self.somebody("Bo Exempelberg", sv=3, fi=3)
        self.cilla = self.somebody("Cilla Fabelqvist", sv=3)
        self.year = timezone.localdate().year + 1
        self.first, _weeks = summer_weeks(self.year)
        self.july = self.first + 4 * WEEK

    def somebody(self, name: str, **languages: int) -> StaffPerson:
        return StaffPersonFactory(
            guide=GuideFactory(desk=self.desk, user__name=name, languages=languages)
        )

    def planner_begins_and_opens_for_wishes(self) -> None:
        self.at_desk(self.planner, reverse("staffing_desk", args=[self.desk.slug]))
        self.follow(reverse("staffing_summer_new", args=[self.desk.slug]))
        self.look("new")
        self.keyboard.choose_option(self.page.locator("[name=year]"), str(self.year))
        self.submit()
        self.period = RosterPeriod.objects.get()
        assert (self.period.first_day, self.period.weeks_each) == (self.first, 4)
        self.look("begun")
        self.follow(reverse("staffing_summer_needs", args=[self.period.pk]))
        self.keyboard.choose_option(self.page.locator("[name=skill]"), "finska")
        self.keyboard.follow(self.page.locator("form[action$='/kompetens/'] button"))
        self.look("needs")
        self.keyboard.write(self.page.locator("form input[type=number]").first, "1")
        self.keyboard.follow(self.page.get_by_role("button", name="Spara behovet"))
        assert self.period.holiday_needs.filter(skill="fi", people=1).count() == len(
            self.period.mondays
        )
        until = timezone.localdate() + dt.timedelta(days=14)
        self.keyboard.write_date(self.page.locator("[name=until]"), until)
        self.act("onskemal")
        self.period.refresh_from_db()
        assert (self.period.state, self.period.wishes_until) == (PeriodState.WISHES, until)

    def employee_ranks_weeks(self) -> None:
        """Both who speak Finnish want the same weeks of July; Alva was first, and has one choice
        that nobody else wants."""
        rank_weeks(
            period=self.period,
            person=self.bo,
            by=self.bo.guide.user,
            choices=[Block(self.july, 4), Block(self.july - WEEK, 4), Block(self.july + WEEK, 4)],
        )
        self.on_phone(self.alva, reverse("my_wishes"))
        self.follow(reverse("my_wish_period", args=[self.period.pk]))
        self.look("mine-rank")
        for name, monday in (("first", self.july), ("second", self.first)):
            week = monday.isocalendar().week
            self.keyboard.choose_option(
                self.page.locator(f"[name={name}]"), f"Vecka {week}–{week + 3}"
            )
        self.keyboard.press(self.page.locator("[name=avoided]").last, "Space")
        self.keyboard.write(self.page.locator("[name=text]"), "Släktträff")
        self.submit()
        wishes = Wish.objects.filter(person=self.alva)
        assert [(one.kind, one.rank, one.day) for one in wishes.order_by("rank")] == [
            ("holiday", 1, self.july),
            ("holiday", 2, self.first),
            ("avoid", None, self.period.mondays[-1]),
        ]
        self.look("mine-ranked")

    def planner_has_it_worked_out(self) -> None:
        self.at_desk(self.planner, reverse("staffing_period", args=[self.period.pk]))
        self.look("wished")
        form = self.page.locator("form[action$='/los/']")
        self.keyboard.tab_to(form.locator("[name=minutes]").first)
        self.keyboard.follow(form.locator("button"))
        self.page.locator("form[action$='/publicera/']").wait_for(timeout=SEARCHED_WITHIN_MS)
        self.period.refresh_from_db()
        assert self.period.state == PeriodState.PLANNED
        assert self.weeks_of(self.bo)[0] == self.july
        assert self.weeks_of(self.alva)[0] == self.first
        self.look("worked-out")

    def planner_adjusts(self) -> None:
        """What breaks the law is told at once and refused; what does not is done."""
        self.follow(reverse("staffing_summer_table", args=[self.period.pk]))
        self.look("table")
        self.follow(reverse("staffing_summer_person", args=[self.period.pk, self.cilla.pk]))
        boxes = self.page.locator("[name=weeks]")
        for number in range(boxes.count()):
            if boxes.nth(number).is_checked():
                self.keyboard.press(boxes.nth(number), "Space")
        for number in (7, 8, 9):
            self.keyboard.press(boxes.nth(number), "Space")
        tried = self.page.locator("#tried")
        tried.get_by_text("12 §").wait_for()
        self.look("person-tried")
        self.submit("Bestäm veckorna")
        assert "12 §" in self.page.locator("main").inner_text()
        self.keyboard.press(self.page.locator("[name=weeks]").nth(10), "Space")
        tried.get_by_text("följer reglerna").wait_for()
        self.submit("Bestäm veckorna")
        assert self.weeks_of(self.cilla) == self.period.mondays[7:11]

    def planner_publishes(self) -> None:
        self.go(reverse("staffing_period", args=[self.period.pk]))
        self.act("publicera")
        self.period.refresh_from_db()
        assert self.period.state == PeriodState.PUBLISHED
        assert Absence.objects.filter(kind="holiday").count() == len(
            [self.alva, self.bo, self.cilla]
        )
        self.look("published")

    def employee_reads_what_came_of_it(self) -> None:
        self.on_phone(self.alva, reverse("my_wishes"))
        week = self.july.isocalendar().week
        refused = self.page.locator("li", has_text="Kunde inte uppfyllas")
        assert f"behövs med finska skulle vara på plats vecka {week}" in refused.inner_text()
        mine = self.page.locator(".roster-next").inner_text()
        assert f"Vecka {self.first.isocalendar().week}" in mine
        self.look("mine-answers")

    # How

    def weeks_of(self, person: StaffPerson) -> list[dt.date]:
        rows = self.period.holiday_weeks.filter(person=person).order_by("monday")
        return [one.monday for one in rows]

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
        self.keyboard.follow(self.page.locator(f"main a[href='{path}']").first)

    def submit(self, name: str = "") -> None:
        button = self.page.locator("main form button[type=submit]").first
        self.keyboard.follow(self.page.get_by_role("button", name=name) if name else button)

    def act(self, what: str) -> None:
        form = self.page.locator(f"form[action$='/{what}/']")
        self.keyboard.follow(form.locator("button[type=submit]"))

    def look(self, name: str) -> None:
        """Every page on the way is free from accessibility faults in every look."""
        self.axe()
        self.shot(f"summer-{name}")
