"""HR plans a staff survey, looks it through and opens it; slips; the rate moves with an answer."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pypdf import PdfReader
from tests.factories.accounts import user_with
from tests.factories.organisation import EmploymentFactory, PersonFactory, UnitFactory

from hundra.core.accounts.models import Role
from hundra.core.organisation.models import Unit, UnitKind
from hundra.hear.surveys import jobs
from hundra.hear.surveys.models import Wave, WaveInvitation
from hundra.hear.surveys.services.ballots import cast
from hundra.hear.surveys.services.waves.links import secret_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def make_office() -> Unit:
    """Ten people, two of them without mail and phone."""
    office = UnitFactory(name="Socialförvaltningen", kind=UnitKind.ADMINISTRATION)
    team = UnitFactory(name="Biståndsenheten", parent=office)
    for _person in range(8):
        EmploymentFactory(unit=team, person=PersonFactory())
    for _person in range(2):
        EmploymentFactory(unit=team, person=PersonFactory(email="", phone=""))
    return office


def test_hr_plans_opens_and_follows_a_survey(live_server, page, sign_in, axe, shot):
    office = make_office()
    user = user_with(Role.HR, office)
    sign_in(user)

    page.goto(f"{live_server.url}/arbete/enkater/")
    axe()
    page.get_by_role("link", name="Ny enkät").click()
    page.get_by_label("Frågeformulär").select_option(label="Skulle du rekommendera oss? (2 frågor)")
    page.get_by_label("Enkätens namn").fill("Så har vi det")
    unit = page.get_by_role("combobox", name="Enhet")
    unit.fill("Socialförv")
    page.get_by_role("option", name="Socialförvaltningen").click()
    axe()
    shot("wave-new")
    page.get_by_role("button", name="Gå vidare").click()

    page.get_by_role("heading", name="Så har vi det").wait_for()
    axe()
    shot("wave-draft")
    page.get_by_role("link", name="Vilka som tillfrågas, per enhet och yrke").click()
    page.get_by_role("heading", name="Vilka som tillfrågas").wait_for()
    axe()
    shot("wave-people")
    page.go_back()
    page.get_by_role("link", name="Frågorna som medarbetarna ser dem").click()
    axe()
    shot("wave-questions")
    page.go_back()
    page.get_by_role("link", name="Breven").click()
    axe()
    page.go_back()

    page.get_by_role("button", name="Öppna nu").first.click()
    with page.expect_navigation():
        page.get_by_role("dialog").get_by_role("button", name="Öppna nu").click()
    wave = Wave.objects.get()
    jobs.open_wave(wave=wave.pk, by=user.pk)  # What a worker does.
    page.reload()
    page.get_by_text("av 10 tillfrågade").wait_for()
    axe()
    shot("wave-open")

    link = WaveInvitation.objects.filter(wave=wave, way_in="email").first()
    cast(secret=secret_of(wave.pk, link.pk), values={"enps": 9}, texts={})
    page.get_by_text("10 %").wait_for(timeout=30_000)  # The page looks anew every five seconds.

    page.get_by_role("link", name="Lappar med koder").click()
    axe()
    shot("wave-slips")
    with page.expect_download() as download:
        page.get_by_role("button", name="Skriv ut").first.click()
    pages = PdfReader(download.value.path()).pages
    assert "Så har vi det" in pages[0].extract_text()
    assert wave.closes_on > timezone.localdate() + timedelta(days=20)
