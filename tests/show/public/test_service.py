"""How we answer, for everyone to see: whole months, no small groups, no cookies."""

import datetime as dt
import json

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from tests.factories.contacts import ContactFactory, DeskFactory, GuideFactory, open_weekdays
from tests.factories.knowledge import ContactReasonFactory

from hundra.measure.channels.services import count_up

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def last_month():
    return timezone.localtime().replace(day=1, hour=9, minute=15) - dt.timedelta(days=10)


def answered(desk, number, *, at=None, waited=30):
    at = at or last_month()
    ContactFactory.create_batch(
        number,
        desk=desk,
        done=True,
        guide=GuideFactory(desk=desk),
        reason=ContactReasonFactory(),
        received_at=at,
        answered_at=at + dt.timedelta(seconds=waited),
        ended_at=at + dt.timedelta(seconds=waited + 60),
    )


def data(client):
    found = client.get(reverse("public_service_data", kwargs={"form": "json"}))
    return json.loads(found.content)["rows"]


def test_a_whole_month_is_told_to_everyone(client):
    desk = DeskFactory(name="Servicecenter Granby", phone="+4619210000")
    open_weekdays(desk)
    answered(desk, 30)
    answered(desk, 10, waited=600)
    count_up()
    response = client.get("/vi-svarar/")
    text = response.content.decode()
    assert "75 %" in text
    assert "fick svar inom 2 min" in text
    assert "08.00–16.30" in text
    assert "+4619210000" in text
    assert not response.cookies


def test_the_month_that_goes_on_and_small_months_are_not_told(client):
    desk = DeskFactory()
    answered(desk, 6)
    answered(desk, 20, at=timezone.now())
    assert data(client) == []
    assert "Det finns inga siffror att visa än" in client.get("/vi-svarar/").content.decode()


def test_the_desk_of_employees_is_not_told_of(client):
    desk = DeskFactory(audience="employees", name="Internt servicecenter")
    answered(desk, 20)
    assert data(client) == []
    assert "Internt servicecenter" not in client.get("/vi-svarar/").content.decode()


def test_the_figures_are_open_data(client):
    desk = DeskFactory(slug="granby")
    answered(desk, 30)
    answered(desk, 10, waited=600)
    (row,) = data(client)
    assert (row["desk"], row["contacts"], row["answered_in_time"]) == ("granby", 40, 0.75)
    assert row["month"] == f"{last_month():%Y-%m}"
    file = client.get(reverse("public_service_data", kwargs={"form": "csv"}))
    assert b"granby" in file.getvalue()
    assert client.get("/vi-svarar/siffror.exe").status_code == 404


def test_the_page_is_in_english_too(client):
    DeskFactory()
    assert "How we answer" in client.get("/en/vi-svarar/").content.decode()
