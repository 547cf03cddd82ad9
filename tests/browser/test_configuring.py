"""A manager sets up a service centre by keyboard, and each page is accessible."""

import pytest
from tests.factories.accounts import user_with
from tests.factories.contacts import DeskFactory, DeskReasonFactory, GuideFactory, open_weekdays
from tests.factories.knowledge import ContactReasonFactory
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role
from hundra.hear.contacts.models import Guide

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_service_centre_is_set_up(live_server, page, sign_in, axe, shot):
    unit = UnitFactory(name="Servicecenter")
    desk = DeskFactory(name="Kontakt Gränby", unit=unit, languages=["sv", "ar", "sgn-swe"])
    open_weekdays(desk)
    DeskReasonFactory(desk=desk, reason=ContactReasonFactory(name="Sophämtning"))
    GuideFactory(desk=desk)
    user_with(Role.GUIDE, unit, name="Kajsa Visarväg")
    sign_in(user_with(Role.MANAGER, unit))

    page.goto(f"{live_server.url}/arbete/servicecenter/installningar/")
    axe()
    page.get_by_role("link", name="Kontakt Gränby").press("Enter")
    page.get_by_role("heading", name="Kontakt Gränby", level=1).wait_for()
    axe()
    shot("desk-overview")
    for tab in ("Öppettider", "Orsaker", "Mål och tider", "Vem som får vem", "Vägledare"):
        page.get_by_role("navigation", name="Servicecentrets delar").get_by_role(
            "link", name=tab
        ).press("Enter")
        page.locator(f'[aria-current="page"]:has-text("{tab}")').first.wait_for()
        axe()
        shot(f"desk-{tab}")

    page.get_by_role("link", name="Ny vägledare").press("Enter")
    page.get_by_label("Vem", exact=True).select_option(label="Kajsa Visarväg")
    page.get_by_label("svenskt teckenspråk").select_option(label="Flytande")
    axe()
    page.get_by_role("button", name="Spara").press("Enter")
    page.get_by_role("link", name="Kajsa Visarväg").wait_for()
    guide = Guide.objects.get(user__name="Kajsa Visarväg")
    assert dict(guide.languages.values_list("language", "level")) == {"sv": 3, "sgn-swe": 3}
