from datetime import timedelta

import pytest
from django.urls import reverse
from tests.factories.accounts import UserFactory, user_with
from tests.factories.organisation import UnitFactory
from tests.factories.surveys import open_wave, slip

from hundra.core.accounts.models import Role
from hundra.core.messages.models import Message
from hundra.core.organisation.models import Person
from hundra.hear.surveys.models import Wave, WaveState
from hundra.hear.surveys.services import question_sets
from hundra.hear.surveys.services.ballots import cast
from hundra.hear.surveys.services.waves import opening

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr(client, office):
    user = user_with(Role.HR, office)
    client.force_login(user)
    return user


def page(client, name, wave=None, **kwargs):
    if wave is not None:
        kwargs["pk"] = wave.pk
    return client.get(reverse(name, kwargs=kwargs))


def test_hr_plans_a_survey_and_comes_to_its_page(client, hr, office, today):
    asked = question_sets.current("enps")
    sent = client.post(
        reverse("wave_new"),
        {
            "question_set": asked.pk,
            "title": "Så har vi det",
            "unit": office.pk,
            "ask_whom": "Hanna Hittepå",
        },
    )
    made = Wave.objects.get()
    assert sent.url == reverse("wave", kwargs={"pk": made.pk})
    assert (made.title, made.unit, made.created_by) == ("Så har vi det", office, hr)
    assert made.opens_on.weekday() == 0
    assert made.opens_on >= today + timedelta(days=7)


def test_a_unit_outside_ones_own_is_not_to_be_asked(client, hr):
    elsewhere = UnitFactory()
    sent = client.post(
        reverse("wave_new"),
        {
            "question_set": question_sets.current("enps").pk,
            "title": "Så har vi det",
            "unit": elsewhere.pk,
            "ask_whom": "Hanna Hittepå",
        },
    )
    assert sent.status_code == 422
    assert "de enheter som du planerar för" in sent.text
    assert 'value="Så har vi det"' in sent.text
    assert not Wave.objects.exists()


@pytest.mark.parametrize("name", ["wave", "wave_people", "wave_questions", "wave_mails"])
def test_pages_of_a_draft_answer(client, hr, wave, name):
    assert page(client, name, wave).status_code == 200


@pytest.mark.parametrize("name", ["wave_basics", "wave_whom", "wave_days", "wave_showing"])
def test_steps_of_a_draft_answer(client, hr, wave, name):
    assert page(client, name, wave).status_code == 200


def test_nobody_is_named_where_people_are_counted(client, hr, wave):
    found = page(client, "wave_people", wave).text
    assert "Påhittsson" not in found
    assert "Nattpatrullen" in found


def test_days_that_cannot_be_are_said_in_the_form(client, hr, wave, today):
    days = {
        "opens_on": today,
        "closes_on": today - timedelta(days=3),
        "counted_on": today,
    }
    sent = client.post(reverse("wave_days", kwargs={"pk": wave.pk}), days)
    assert sent.status_code == 422
    assert "Den sista dagen måste komma efter den första." in sent.text


def test_a_pilot_asks_people_by_their_addresses(client, hr, wave, staff):
    Wave.objects.update(is_pilot=True)
    address = reverse("wave_whom", kwargs={"pk": wave.pk})
    sent = client.post(address, {"people": "alva@granby.example\nfinnsinte@granby.example"})
    assert "finnsinte@granby.example" in sent.text
    client.post(address, {"people": "alva@granby.example"})
    assert [person.pk for person in wave.people.all()] == [staff["alva"]]


def test_someone_with_protected_identity_cannot_be_found_by_their_address(client, hr, wave):
    Wave.objects.update(is_pilot=True)
    sent = client.post(reverse("wave_whom", kwargs={"pk": wave.pk}), {"people": "c@granby.example"})
    assert "Ingen på enheten har den här adressen" in sent.text


def act(client, wave, what):
    return client.post(reverse("wave_act", kwargs={"pk": wave.pk, "what": what}), follow=True)


def test_opened_from_the_page_by_a_worker(client, hr, wave, monkeypatch):
    asked = []
    monkeypatch.setattr(opening, "defer_opening", lambda **given: asked.append(given))
    assert "Länkarna skickas nu" in act(client, wave, "oppna").text
    assert asked == [{"wave": wave.pk, "by": hr.pk}]


def test_a_draft_opens_by_itself_or_waits(client, hr, wave):
    act(client, wave, "av-sig-sjalv")
    wave.refresh_from_db()
    assert wave.opens_by_itself
    act(client, wave, "vanta")
    wave.refresh_from_db()
    assert not wave.opens_by_itself


def test_a_draft_is_taken_away(client, hr, wave):
    assert "borttagen" in act(client, wave, "ta-bort").text
    assert not Wave.objects.exists()


def test_the_rate_moves_after_an_answer_and_rests_otherwise(client, hr, wave, today):
    opening.open_wave(wave=wave, by=None, today=today)
    first = page(client, "wave_now", wave)
    assert "av 6 tillfrågade" in first.text
    address = reverse("wave_now", kwargs={"pk": wave.pk})
    tag = {"HTTP_IF_NONE_MATCH": first["ETag"]}
    assert client.get(address, **tag).status_code == 304
    invitation = wave.invitations.filter(way_in="email").first()
    from hundra.hear.surveys.services.waves.links import secret_of

    cast(secret=secret_of(wave.pk, invitation.pk), values={"enps": 9}, texts={})
    again = client.get(address, **tag)
    assert again.status_code == 200
    assert "17 %" in again.text


def test_a_manager_sees_their_own_units_alone(client, wave, team, night, today):
    opening.open_wave(wave=wave, by=None, today=today)
    client.force_login(user_with(Role.MANAGER, night))
    found = page(client, "wave", wave)
    assert "Nattpatrullen" in found.text
    assert "Biståndsenheten" not in found.text
    assert "av 3 tillfrågade" in found.text
    assert "Ställ in" not in found.text


def test_a_manager_prints_the_slips_of_their_own_unit(client, wave, team, night, today):
    opening.open_wave(wave=wave, by=None, today=today)
    client.force_login(user_with(Role.MANAGER, night))
    assert "2 lappar" in page(client, "wave_slips", wave).text
    own = reverse("wave_slip_sheet", kwargs={"pk": wave.pk, "unit": night.pk})
    sent = client.post(own)
    assert sent["Content-Type"] == "application/pdf"
    assert sent.content.startswith(b"%PDF-")
    assert "utskrivna" in page(client, "wave_slips", wave).text
    other = reverse("wave_slip_sheet", kwargs={"pk": wave.pk, "unit": team.pk})
    assert client.post(other).status_code == 404


def test_an_employee_asks_for_their_link_three_times_a_day(client, wave, staff, today):
    opening.open_wave(wave=wave, by=None, today=today)
    user = UserFactory()
    Person.objects.filter(pk=staff["alva"]).update(user=user)
    client.force_login(user)
    assert "Skicka min länk igen med e-post" in page(client, "own_waves").text
    address = reverse("own_wave_link", kwargs={"pk": wave.pk})
    for _time in range(3):
        assert "på väg med e-post" in client.post(address, follow=True).text
    assert "tre gånger i dag" in client.post(address, follow=True).text
    assert Message.objects.filter(key__contains="again").count() == 3


def test_an_employee_without_surveys_is_told_so(client):
    client.force_login(UserFactory())
    assert "Ingen enkät frågar dig just nu" in page(client, "own_waves").text


@pytest.mark.parametrize("waves", [1, 3])
def test_the_list_takes_as_many_queries_whatever_its_length(
    client, hr, office, waves, django_assert_max_num_queries
):
    for n in range(waves):
        open_wave({office: 1}, title=f"Enkät {n}")
    client.get(reverse("waves"))
    with django_assert_max_num_queries(14):
        found = client.get(reverse("waves"))
    assert found.text.count("Enkät ") >= waves


def test_what_is_done_at_the_wrong_time_is_said(client, hr, office):
    wave, _links = open_wave({office: 1})
    assert "Enkäten har börjat" in act(client, wave, "ta-bort").text
    assert Wave.objects.get().state == WaveState.OPEN


def test_a_closed_pilot_shows_what_was_left_empty(client, hr, office):
    from tests.factories.surveys import closed_wave

    wave = closed_wave({office: [[9], [-1], [-1], [8], [7]]}, is_pilot=True)
    found = page(client, "wave", wave).text
    assert "5 personer svarade." in found
    assert "Titta igen" in found or "40" in found


def test_a_pilot_of_four_answers_is_not_looked_at(client, hr, office):
    from tests.factories.surveys import closed_wave

    wave = closed_wave({office: [[9], [-1], [-1], [8]]}, is_pilot=True)
    assert "det behövs fem" in page(client, "wave", wave).text


def test_slips_of_a_unit_without_any(client, hr, office):
    wave, _links = open_wave({office: 1})
    assert "Inga lappar här" in page(client, "wave_slips", wave).text
    slip(wave, office)
    assert "1 lapp" in page(client, "wave_slips", wave).text


def test_instruments_are_listed_and_read(client, hr):
    assert "Skulle du rekommendera oss?" in page(client, "wave_instruments").text
    shown = page(client, "wave_instrument", pk=question_sets.current("enps").pk)
    assert "Hur troligt är det" in shown.text


def test_a_file_that_is_no_instrument_is_refused_in_words(client, hr):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("x.yaml", b"a: [", content_type="text/yaml")
    sent = client.post(reverse("wave_instrument_new"), {"file": file})
    assert sent.status_code == 422
    assert "YAML" in sent.text
