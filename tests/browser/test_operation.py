"""The operators' pages and the reference of the open data, looked at and walked by axe."""

import datetime as dt

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app
from tests.factories.accounts import user_with
from tests.factories.improvements import ProgrammeFactory
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role
from hundra.core.jobs.models import Failure
from hundra.core.messages.models import Message, MessageState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def operator(sign_in):
    user = user_with(Role.OPERATOR, UnitFactory(name="Granby kommun"))
    sign_in(user)
    return user


def test_the_outbox(live_server, page, operator, axe, shot):
    now = timezone.now()
    states = [*MessageState] * 3
    for number, state in enumerate(states):
        Message.objects.create(
            recipient=f"medborgare{number}@exempel.example",
            subject=f"Tack för ditt förslag om lekplatsen nr {number}",
            body_text="Hej!\n\nTack för ditt förslag.\n\nhttps://granby.example/forslag/hemligt/",
            purpose="suggestion.received",
            state=state,
            created_at=now - dt.timedelta(hours=number),
            sent_at=now if state == MessageState.SENT else None,
            last_error="550 5.1.1 No such user" if state == MessageState.FAILED else "",
            attempts=1,
        )
    page.goto(live_server.url + "/arbete/utkorg/")
    axe()
    shot("outbox")
    failed = Message.objects.filter(state=MessageState.FAILED).first()
    page.goto(f"{live_server.url}/arbete/utkorg/{failed.pk}/")
    axe()
    shot("message")
    page.get_by_role("button", name="Skicka igen").click()
    page.get_by_text("Meddelandet ligger i kön igen.").wait_for()


def test_the_queue(live_server, page, operator, axe, shot):
    for number in range(3):
        job = app.configure_task("messages.deliver", queue="messages").defer(first=str(number))
    Failure.objects.create(
        job=job, task="messages.deliver", error="ValueError: nej", trace="Traceback …\n  rad 7"
    )
    page.goto(live_server.url + "/arbete/jobb/")
    axe()
    shot("jobs")
    page.goto(f"{live_server.url}/arbete/jobb/{job}/")
    axe()
    shot("job")
    page.get_by_role("button", name="Avbryt").click()
    page.get_by_text("Jobbet görs inte.").wait_for()


def test_the_overview_keeps_itself_up_to_date(live_server, page, operator):
    page.goto(live_server.url + "/arbete/jobb/")
    app.configure_task("test.work", queue="en-ny-ko").defer()
    page.get_by_role("rowheader", name="en-ny-ko").wait_for(timeout=30_000)


def test_the_open_data(live_server, page, axe, shot):
    ProgrammeFactory(shown=True)
    page.goto(live_server.url + "/api/v1/")
    axe()
    shot("open-data")
