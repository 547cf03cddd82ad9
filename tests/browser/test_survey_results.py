"""A staff survey's results in a real browser: what a small unit sees, and from a weak scale to the
next wave's verdict."""

import datetime as dt

import pytest
from django.urls import reverse
from tests.factories.accounts import user_with
from tests.factories.organisation import UnitFactory
from tests.factories.plans import FocusAreaFactory, PlanFactory
from tests.factories.results import published_wave, question_set

from hundra.core.accounts.models import Role
from hundra.improve.plans.models import Activity

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Municipality:
    """Three units, one of six people. The first is weak in May 2026 and far better a year later."""

    def __init__(self) -> None:
        self.whole = UnitFactory(name="Kommunen")
        self.weak, self.small, self.other = (
            UnitFactory(name=name, parent=self.whole) for name in ("Norra", "Lilla", "Södra")
        )
        self.asked = question_set()
        self.people = {self.weak: 60, self.small: 6, self.other: 60}
        self.first = self.wave({self.weak: 2.2}, 2026)

    def wave(self, middles, year, **given):
        made, _publication = published_wave(
            self.people,
            asked=self.asked,
            middles=middles,
            unit=self.whole,
            seed=year,
            title=f"Enkäten {year}",
            opens_on=dt.date(year, 5, 4),
            closes_on=dt.date(year, 5, 22),
            **given,
        )
        return made


@pytest.fixture
def place():
    return Municipality()


def test_the_manager_of_six_people_sees_nothing_but_why(
    live_server, page, sign_in, axe, shot, place
):
    sign_in(user_with(Role.MANAGER, place.small))
    page.goto(live_server.url + reverse("results"))
    page.get_by_role("link", name="Enkäten 2026").click()
    unit = reverse("results_unit", kwargs={"pk": place.first.pk, "unit": place.small.pk})
    page.goto(live_server.url + unit)
    page.get_by_text("Färre än 7 personer har svarat här.").wait_for()
    assert page.get_by_text("Skala 0").count() == 0
    axe()
    shot("results-of-six")


def test_hr_makes_an_activity_of_a_weak_scale_and_the_next_verdict_stands_beside_it(
    live_server, page, sign_in, axe, shot, place
):
    plan = PlanFactory(unit=place.whole)
    area = FocusAreaFactory(plan=plan, title="Ledarskap", scales=["s0", "s1", "s2", "s3"])
    sign_in(user_with(Role.HR, place.whole))
    page.goto(live_server.url + reverse("results_map", kwargs={"pk": place.first.pk}))
    axe()
    shot("results-map")
    page.get_by_role("link", name="Norra").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Norra").wait_for()
    axe()
    shot("results-unit")
    page.locator('a[href*="skala=s0"]').first.click()
    page.get_by_label("Vad som görs").fill("Chefen har öppen dörr varje morgon")
    assert page.get_by_label("Fokusområde").input_value() == str(area.pk)
    page.get_by_label("Från").fill("2026-06-01")
    page.get_by_label("Till", exact=True).fill("2027-04-01")
    axe()
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("heading", name="Chefen har öppen dörr varje morgon").wait_for()
    activity = Activity.objects.get()
    assert (activity.unit, activity.baseline) == (place.weak, place.first)

    place.wave({place.weak: 4.4}, 2027, earlier=place.first)
    page.reload()
    page.get_by_text("Enkäten 2027").first.wait_for()
    page.get_by_text("bättre").locator("visible=true").first.wait_for()
    axe()
    shot("activity-verdict")
