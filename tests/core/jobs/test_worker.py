"""A real worker on the real queue."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from hundra.core.jobs import worker
from hundra.core.jobs.models import Failure
from hundra.core.messages import delivery
from hundra.core.messages.models import Message, MessageState
from hundra.core.messages.services import send

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    settings.CARRIERS = {"email": "hundra.adapters.email.ConsoleCarrier"}
    delivery.circuit.close()


@pytest.fixture
def working(home) -> Iterator[None]:
    """A worker in a thread of its own, stopped as SIGTERM does."""
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(worker.work(stop),))
    thread.start()
    yield
    loop.call_soon_threadsafe(stop.set)
    thread.join(30)
    assert not thread.is_alive()
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()


def wait_for(what: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "It did not happen."
        time.sleep(0.05)


def letter() -> Message:
    return send(to="alva@example.org", subject="Hej", text="Hej", purpose="test")


def is_sent(message: Message) -> bool:
    message.refresh_from_db()
    return message.state == MessageState.SENT


@pytest.mark.usefixtures("working")
def test_what_is_queued_is_delivered():
    first = letter()
    wait_for(lambda: is_sent(first))
    wait_for(lambda: not ProcrastinateJob.objects.filter(status__in=["todo", "doing"]).exists())


@pytest.mark.usefixtures("working")
def test_lost_connections_are_made_again():
    before = letter()
    wait_for(lambda: is_sent(before))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    after = letter()
    wait_for(lambda: is_sent(after))


@pytest.mark.usefixtures("working")
def test_a_failure_is_kept_with_its_job(monkeypatch):
    def fail(**options):
        raise ValueError("nej")

    monkeypatch.setattr(delivery, "deliver_round", fail)
    letter()
    wait_for(Failure.objects.exists)

    failure = Failure.objects.first()
    assert (failure.task, failure.error) == ("messages.deliver", "ValueError: nej")
    wait_for(lambda: ProcrastinateJob.objects.get(pk=failure.job).status == "failed")


def test_what_must_be_put_right_is_before_any_work(monkeypatch):
    order: list[str] = []
    monkeypatch.setattr(worker, "_before_work", [lambda: order.append("put right")])

    async def stop_at_once() -> None:
        stop = asyncio.Event()

        async def work(*args: object, **options: object) -> None:
            order.append("work")
            stop.set()

        monkeypatch.setattr(worker.App, "run_worker_async", work)
        await worker.work(stop)

    asyncio.run(stop_at_once())
    assert order == ["put right", "work"]
