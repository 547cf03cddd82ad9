"""A later wave's verdict stands beside the activity, for those who may read it."""

import datetime as dt

import pytest
from django.urls import reverse
from tests.factories.accounts import UserFactory, user_with
from tests.factories.organisation import PersonFactory, UnitFactory
from tests.factories.plans import FocusAreaFactory, PlanFactory
from tests.factories.results import published_wave, question_set

from hundra.core.accounts.models import Role
from hundra.improve.plans.models import Activity
from hundra.improve.plans.queries.remeasuring import remeasured

pytestmark = pytest.mark.django_db


class Municipality:
    """Two units, asked in May 2026 and, far better in the first, in May 2027."""

    def __init__(self) -> None:
        self.whole = UnitFactory()
        self.unit = UnitFactory(parent=self.whole)
        self.small = UnitFactory(parent=self.whole)
        self.beside = UnitFactory(parent=self.whole)
        self.asked = question_set()
        self.hr = user_with(Role.HR, self.whole)
        self.plan = PlanFactory(unit=self.whole)
        self.area = FocusAreaFactory(plan=self.plan, scales=["s0"])
        self.people = {self.unit: 60, self.small: 3, self.beside: 60}
        self.first = self._wave({self.unit: 2.2}, year=2026)

    def _wave(self, middles, *, year, **given):
        wave, _publication = published_wave(
            self.people,
            asked=self.asked,
            middles=middles,
            unit=self.whole,
            seed=year,
            opens_on=dt.date(year, 5, 4),
            closes_on=dt.date(year, 5, 22),
            **given,
        )
        return wave

    def ask_again(self):
        return self._wave({self.unit: 4.4}, year=2027, earlier=self.first)


@pytest.fixture
def place():
    return Municipality()


def _make(place, client, unit):
    finding = {"vag": place.first.pk, "enhet": unit.pk, "skala": "s0"}
    form = client.get(reverse("plan_from_finding"), finding)
    assert form.status_code == 302
    shown = client.get(form["Location"]).text
    assert f'value="{place.area.pk}" selected' in shown, "the area about the scale is suggested"
    sent = {
        "title": "Handledning",
        "area": place.area.pk,
        "unit": unit.pk,
        "starts_on": "2026-06-01",
        "ends_on": "2027-06-01",
        "measured": "arbetsmiljo:s0",
    }
    assert client.post(form["Location"], sent).status_code == 302
    return Activity.objects.get(unit=unit)


def test_the_verdict_stands_beside_the_activity_after_the_next_wave(place, client_as) -> None:
    client = client_as(place.hr)
    activity = _make(place, client, place.unit)
    assert activity.baseline == place.first
    assert 20 < activity.baseline_value < 45
    url = reverse("plan_activity", kwargs={"pk": activity.pk})
    assert "Utfallet visas här när nästa enkät" in client.get(url).text
    second = place.ask_again()
    page = client.get(url).text
    assert second.title in page
    assert "bättre" in page.lower()
    (one,) = remeasured([activity], place.hr)[activity.pk].later
    assert one.change.verdict == "better"
    assert one.is_from_baseline


def test_those_who_do_not_read_results_are_told_that_there_is_a_verdict_not_which(
    place, client_as
) -> None:
    activity = _make(place, client_as(place.hr), place.unit)
    place.ask_again()
    for outsider in (UserFactory(), user_with(Role.MANAGER, place.beside)):
        found = remeasured([activity], outsider)[activity.pk]
        assert not found.may_read
        (one,) = found.later
        assert (one.change, one.level) == (None, None)
        page = client_as(outsider).get(reverse("plan_activity", kwargs={"pk": activity.pk})).text
        assert "läser utfallet och berättar om det" in page
        assert f"Då var värdet {round(activity.baseline_value)}" not in page
    manager = user_with(Role.MANAGER, place.unit)
    assert remeasured([activity], manager)[activity.pk].later[0].change is not None


def test_too_few_is_said_with_the_reason(place, client_as) -> None:
    activity = _make(place, client_as(place.hr), place.small)
    assert activity.baseline_value is None
    place.ask_again()
    (one,) = remeasured([activity], place.hr)[activity.pk].later
    assert (one.change, one.level) == (None, None)
    assert "färre än 7" in one.reason.lower()


def test_as_many_queries_for_one_activity_as_for_many(
    place, client_as, django_assert_max_num_queries
) -> None:
    place.ask_again()
    first = _make(place, client_as(place.hr), place.unit)
    remeasured([first], place.hr)  # Publications are kept in the process once read.
    counts = []
    for size in (1, 4):
        listed = [first] * size
        with django_assert_max_num_queries(12) as asked:
            remeasured(listed, place.hr)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_only_a_manager_of_the_unit_comes_from_a_figure_to_the_form(place, client_as) -> None:
    finding = {"vag": place.first.pk, "enhet": place.unit.pk, "skala": "s0"}
    outsider = user_with(Role.MANAGER, place.beside)
    url = reverse("plan_from_finding")
    assert client_as(outsider).get(url, finding).status_code == 403
    PersonFactory(user=outsider)
    assert client_as(place.hr).get(url, {**finding, "skala": "finns-inte"}).status_code == 404
