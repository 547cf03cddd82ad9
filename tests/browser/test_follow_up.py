"""The service centre's figures in a real browser, inside and for everyone, in every look."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from tests.factories.accounts import user_with
from tests.factories.contacts import ContactFactory, DeskFactory, GuideFactory, open_weekdays
from tests.factories.improvements import ProgrammeFactory
from tests.factories.knowledge import ContactReasonFactory

from hundra.core.accounts.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk():
    cache.clear()
    desk = DeskFactory(name="Servicecenter Granby")
    open_weekdays(desk)
    guide, reason = GuideFactory(desk=desk), ContactReasonFactory(name="Parkering")
    now = timezone.localtime()
    # The week that is shown may have begun at midnight.
    lately = max(now - dt.timedelta(minutes=9), now.replace(hour=0, minute=0))
    for at in (lately, now.replace(hour=9, minute=10) - dt.timedelta(days=32)):
        for language, waited in (("sv", 30), ("sv", 200), ("ar", 10)):
            ContactFactory.create_batch(
                9,
                desk=desk,
                done=True,
                guide=guide,
                reason=reason,
                language=language,
                received_at=at,
                answered_at=at + dt.timedelta(seconds=waited),
            )
    return desk


def test_the_pages_are_accessible_in_every_look(desk, live_server, page, sign_in, axe, shot):
    page.goto(live_server.url + reverse("public_service"))
    axe()
    shot("vi-svarar")
    sign_in(user_with(Role.ANALYST, desk.unit))
    ProgrammeFactory()
    addresses = [
        reverse("channels_follow_up"),
        *(
            reverse("channels_follow_up_part", kwargs={"part": part})
            for part in ("tider", "skal", "arenden")
        ),
        reverse("channels_follow_up") + "?period=fri",
        reverse("channels_improve") + "?matt=lost",
    ]
    for address in addresses:
        page.goto(live_server.url + address)
        axe()
    page.goto(live_server.url + addresses[1])
    shot("uppfoljning-tider")


def test_an_improvement_is_made_of_a_figure(desk, live_server, page, sign_in):
    ProgrammeFactory()
    sign_in(user_with(Role.ANALYST, desk.unit))
    page.goto(live_server.url + reverse("channels_follow_up"))
    page.get_by_role("link", name=re.compile("^Gör en förbättring av det här.*Löst direkt")).click()
    page.get_by_label("Vad ska bli bättre?").fill("Fler frågor lösta direkt")
    page.get_by_role("button", name="Spara som idé").click()
    page.get_by_role("heading", name="Fler frågor lösta direkt").wait_for()
