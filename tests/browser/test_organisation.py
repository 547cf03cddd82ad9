"""The organisation's and the series' pages in a real browser, in every look."""

import pytest
from django.urls import reverse
from tests.factories.accounts import user_with
from tests.factories.indicators import SeriesFactory, YearValueFactory
from tests.factories.organisation import EmploymentFactory, UnitFactory

from hundra.core.accounts.models import Role, RoleGrant
from hundra.core.organisation.models import HrUpload
from hundra.core.organisation.services.hr import HrFiles, ImportReport, SentFile, import_hr, uploads

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(live_server, page, sign_in):
    root = UnitFactory(name="Granby kommun", kind="municipality")
    unit = UnitFactory(parent=root, name="Hemtjänsten Granby")
    UnitFactory(parent=unit, name="Nattpatrullen")
    boss = EmploymentFactory(unit=unit, is_manager=True).person
    EmploymentFactory.create_batch(18, unit=unit, manager=boss)
    user = user_with(Role.HR, root)
    RoleGrant.objects.create(user=user, role=Role.ANALYST, unit=root)
    sign_in(user)
    return {"unit": unit, "boss": boss, "user": user, "root": root}


def test_the_pages_are_accessible_in_every_look(world, live_server, page, axe, shot):
    series = SeriesFactory(name="Sökande till sommarjobb")
    for year, value in ((2023, 900), (2024, 800), (2025, 1100)):
        YearValueFactory(series=series, year=year, value=value)
    one = {"pk": world["unit"].pk}
    addresses = {
        "organisation": reverse("organisation"),
        "unit": reverse("unit", kwargs=one),
        "people": reverse("people"),
        "person": reverse("person", kwargs={"pk": world["boss"].pk}),
        "managers": reverse("managers"),
        "hire": reverse("hire", kwargs=one),
        "hr-files": reverse("hr_files"),
        "series-list": reverse("series_list"),
        "series": reverse("series", kwargs={"pk": series.pk}),
        "series-import": reverse("series_import", kwargs={"pk": series.pk}),
    }
    for name, address in addresses.items():
        page.goto(live_server.url + address)
        axe()
        shot(f"organisation-{name}")


def test_a_branch_opens_in_place_by_keyboard(world, live_server, page):
    page.goto(live_server.url + reverse("organisation"))
    summary = page.locator("summary", has_text="under Hemtjänsten Granby")
    summary.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Nattpatrullen").wait_for()
    assert page.url.endswith(reverse("organisation"))


def test_hrs_files_are_told_as_soon_as_they_are_checked(world, live_server, page, axe, shot):
    empty = HrFiles(*(SentFile(f"{name}.csv", b"") for name in ("enheter", "personer", "anst")))
    kept = uploads.upload(by=world["user"], files=empty, allow_many_vanish=False)
    page.goto(live_server.url + reverse("hr_upload", kwargs={"key": kept.pk}))
    page.get_by_text("Filerna kontrolleras").wait_for()
    uploads.check(kept.pk)
    page.get_by_text("Filen är tom. Välj en annan.").first.wait_for()
    axe()
    shot("organisation-hr-upload")
    assert ImportReport.from_json(HrUpload.objects.get().report) == import_hr(empty)
