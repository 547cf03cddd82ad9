"""The pages of results: who reads what, and what hidden things say."""

import re

import pytest
from django.urls import reverse
from tests.factories.accounts import grant, user_with
from tests.factories.organisation import UnitFactory
from tests.factories.results import published_wave, question_set

from hundra.core.accounts.models import Role
from hundra.hear.surveys import findings
from hundra.hear.surveys.findings import Action, Finding

pytestmark = pytest.mark.django_db
UNIT_PAGES = (
    "results_unit",
    "results_profile",
    "results_change",
    "results_ties",
    "results_questions",
    "results_groups",
)


@pytest.fixture
def top():
    return UnitFactory(name="Kommunen")


@pytest.fixture
def units(top):
    north = UnitFactory(name="Norr", parent=top)
    return {
        "north": north,
        "small": UnitFactory(name="Liten", parent=north),
        "large": UnitFactory(name="Större", parent=north),
        "south": UnitFactory(name="Söder", parent=top),
    }


@pytest.fixture
def wave(top, units):
    asked = question_set()
    people = {units["small"]: 6, units["large"]: 30, units["south"]: 60}
    earlier, _made = published_wave(people, unit=top, asked=asked, title="Enkäten 2025")
    wave, _made = published_wave(
        people,
        unit=top,
        asked=asked,
        earlier=earlier,
        seed=2,
        title="Enkäten 2026",
        splits=["occupation"],
        middles={units["large"]: 4.2},
    )
    return wave


def page(client, user, wave, unit=None, name="results_unit", query=""):
    client.force_login(user)
    kwargs = {"pk": wave.pk} | ({"unit": unit.pk} if unit else {})
    return client.get(reverse(name, kwargs=kwargs) + query)


def test_the_manager_of_six_sees_nothing_but_why(client, wave, units) -> None:
    chief = user_with(Role.MANAGER, units["small"])
    for name in UNIT_PAGES:
        response = page(client, chief, wave, units["small"], name)
        text = response.content.decode()
        assert "Färre än 7 personer har svarat här." in text
        assert "Skala 0" not in text
    shown = page(client, chief, wave, name="results_map").content.decode()
    row = re.search(r"<tr[^>]*>(?:(?!</tr>).)*Liten.*?</tr>", shown, re.S)
    assert "Färre än 7" in row[0]
    assert "heat-3" not in row[0]


def test_a_manager_reads_the_own_subtree_and_the_whole(client, wave, units, top) -> None:
    chief = user_with(Role.MANAGER, units["north"])
    assert page(client, chief, wave, units["large"]).status_code == 200
    assert page(client, chief, wave, top).status_code == 200
    assert page(client, chief, wave, units["south"]).status_code == 404
    text = page(client, chief, wave, name="results_map", query="?niva=alla").content.decode()
    assert "Söder" not in text
    assert "Större" in text


def test_the_whole_shows_a_manager_nothing_of_other_units(client, wave, units, top) -> None:
    chief = user_with(Role.MANAGER, units["north"])
    assert "Söder" not in page(client, chief, wave, top).content.decode()


@pytest.mark.parametrize("role", [Role.HR, Role.ANALYST, Role.UNION])
def test_those_at_the_top_read_all(client, wave, units, top, role) -> None:
    user = user_with(role, top)
    for unit in (top, units["south"], units["north"]):
        assert page(client, user, wave, unit).status_code == 200


@pytest.mark.parametrize(
    "role", [Role.ADMINISTRATOR, Role.COMMUNICATOR, Role.HANDLER, Role.OPERATOR]
)
def test_other_roles_read_nothing(client, wave, top, role) -> None:
    assert page(client, user_with(role, top), wave, top).status_code == 403


def test_an_outsider_does_not_know_that_there_are_results(client, wave) -> None:
    outsider = user_with(Role.HR, UnitFactory(name="En annan kommun"))
    assert page(client, outsider, wave, name="results_map").status_code == 404
    client.force_login(outsider)
    assert "Enkäten 2026" not in client.get(reverse("results")).content.decode()


def test_every_page_is_there_for_a_unit_that_is_shown(client, wave, units, top) -> None:
    user = user_with(Role.HR, top)
    for name in UNIT_PAGES:
        assert page(client, user, wave, top, name).status_code == 200
        assert page(client, user, wave, units["south"], name).status_code == 200
    assert page(client, user, wave, name="results_start").status_code == 302
    client.force_login(user)
    assert "Enkäten 2026" in client.get(reverse("results")).content.decode()


def test_the_map_has_a_number_in_every_cell_that_is_shown(client, wave, units, top) -> None:
    user = user_with(Role.HR, top)
    for look in ("niva", "skillnad", "forandring"):
        query = f"?niva=alla&visa={look}&sortera=s0&ordning=fallande"
        text = page(client, user, wave, name="results_map", query=query).content.decode()
        row = re.search(r"<tr[^>]*><th[^>]*><a[^>]*>Söder</a>.*?</tr>", text, re.S)[0]
        assert len(re.findall(r'<td class="heat-\d">[+−]?\d', row)) == 4


def test_the_map_sorts_by_a_scale_with_hidden_units_last(client, wave, top) -> None:
    user = user_with(Role.HR, top)
    query = "?niva=alla&sortera=s0&ordning=fallande"
    text = page(client, user, wave, name="results_map", query=query).content.decode()
    body = text[text.index("<tbody>") : text.index("</tbody>")]
    names = re.findall(r'<th scope="row"><a[^>]*>([^<]*)</a>', body)
    assert names[0] == "Kommunen"
    assert names[-1] in {"Liten", "Större"}
    assert 'aria-sort="descending"' in text


def test_nonsense_in_the_address_is_as_usual(client, wave, top) -> None:
    user = user_with(Role.HR, top)
    query = "?under=abc&niva=99&visa=x&sortera=drop&ordning=y"
    assert page(client, user, wave, name="results_map", query=query).status_code == 200
    assert page(client, user, wave, name="results_map", query="?under=99999999").status_code == 404


def test_the_overview_says_what_stands_out(client, wave, units, top) -> None:
    text = page(client, user_with(Role.HR, top), wave, top).content.decode()
    assert "96 av 96 har svarat (100 %)." in text
    assert "Enkäten 2025" in text


def test_an_app_above_can_make_something_of_a_figure(client, wave, units, top) -> None:
    found: list[Finding] = []

    def url(finding: Finding) -> str:
        found.append(finding)
        return f"/atgard/{finding.code}/"

    action = Action(label="Gör en aktivitet", url=url, rule=lambda user, one: True)
    findings.register(action)
    try:
        text = page(client, user_with(Role.HR, top), wave, units["south"]).content.decode()
    finally:
        findings.unregister(action)
    assert 'href="/atgard/s' in text
    assert {one.unit for one in found} == {units["south"].pk}


def test_the_map_takes_a_fixed_number_of_queries(
    client, wave, top, units, django_assert_num_queries
) -> None:
    user = user_with(Role.HR, top)
    url = reverse("results_map", kwargs={"pk": wave.pk})
    client.force_login(user)
    client.get(url)
    with django_assert_num_queries(5):
        client.get(url + "?niva=alla")
    with django_assert_num_queries(5):
        client.get(url + "?niva=1")


def test_a_role_at_two_places_reads_both(client, wave, units) -> None:
    user = user_with(Role.MANAGER, units["large"])
    grant(user, Role.MANAGER, units["south"])
    assert page(client, user, wave, units["large"]).status_code == 200
    assert page(client, user, wave, units["south"]).status_code == 200
    assert page(client, user, wave, units["north"]).status_code == 404


def test_english(client, wave, top) -> None:
    client.force_login(user_with(Role.HR, top))
    text = client.get(f"/en/arbete/enkater/{wave.pk}/resultat/karta/").content.decode()
    assert "Scale 0" in text
