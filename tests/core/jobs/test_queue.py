"""The queue: what operators see and do, and how it looks after itself."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.factories.accounts import user_with
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role
from hundra.core.jobs import failures, jobs, queries, rules, services
from hundra.core.jobs.errors import JobHasGoneOnError
from hundra.core.jobs.models import Failure

pytestmark = pytest.mark.django_db


@pytest.fixture
def top():
    return UnitFactory()


@pytest.fixture
def browser(client_as, top):
    return client_as(user_with(Role.OPERATOR, top))


def job(status: str = "todo", *, queue: str = "test", **columns: object) -> int:
    """A job as procrastinate's own functions leave it."""
    number = app.configure_task("test.work", queue=queue).defer(what=1)
    changes = {"status": status, **columns}
    assignments = ", ".join(f"{name} = %s" for name in changes)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE procrastinate_jobs SET {assignments} WHERE id = %s",
            [*changes.values(), number],
        )
    return number


def worker(*, silent_for: dt.timedelta = dt.timedelta()) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id",
            [timezone.now() - silent_for],
        )
        return cursor.fetchone()[0]


def status(number: int) -> str:
    return ProcrastinateJob.objects.get(pk=number).status


def test_rules(top):
    under = UnitFactory(parent=top)
    under.path = f"{top.path}{under.pk}/"
    under.save()
    users = (
        user_with(Role.OPERATOR, top),
        user_with(Role.OPERATOR, under),
        user_with(Role.MANAGER, top),
    )

    assert [rules.may_see_jobs(user) for user in users] == [True, True, False]
    assert [rules.may_open_jobs(user) for user in users] == [True, False, False]


# --- Looking ----------------------------------------------------------------


def test_the_overview_counts_by_queue_and_state():
    job()
    job("doing")
    job("failed")
    job("succeeded")
    job(queue="other")
    alive, silent = worker(), worker(silent_for=dt.timedelta(minutes=1))
    overview = queries.overview()

    assert (overview.waiting, overview.running, overview.failed) == (2, 1, 1)
    assert overview.queues == (
        queries.QueueLine("other", waiting=1, running=0, failed=0, done=0),
        queries.QueueLine("test", waiting=1, running=1, failed=1, done=1),
    )
    assert [(line.number, line.is_silent) for line in overview.workers] == [
        (alive, False),
        (silent, True),
    ]
    assert overview.somebody_works


def test_the_oldest_waiting_leaves_out_what_may_not_begin_yet():
    job(scheduled_at=timezone.now() + dt.timedelta(hours=1))
    assert queries.overview().oldest_waiting is None

    job()
    assert queries.overview().oldest_waiting is not None


def test_the_schedule_names_every_periodic_task_with_its_next_time():
    now = timezone.now()
    schedule = {line.task: line for line in queries.overview(now=now).schedule}

    assert schedule["jobs.retry_stalled"].last_run is None
    assert now < schedule["jobs.retry_stalled"].next_run <= now + dt.timedelta(minutes=1)
    assert {"jobs.remove_old", "messages.sweep"} <= set(schedule)


def test_the_page_shows_jobs_and_why_they_failed(browser):
    number = job("failed")
    Failure.objects.create(job=number, task="test.work", error="ValueError: nej", trace="rad 7")
    page = browser.get("/arbete/jobb/").content.decode()
    assert "test.work" in page
    assert "ValueError: nej" in page
    assert "Ingen arbetsprocess är i gång" in page

    one = browser.get(f"/arbete/jobb/{number}/").content.decode()
    assert "rad 7" in one
    assert "Försök igen" in one


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(browser, many, django_assert_num_queries):
    for _ in range(many):
        job()
        worker()
    with django_assert_num_queries(15):
        browser.get("/arbete/jobb/")


def test_the_overview_is_not_sent_again_while_nothing_changes(browser, monkeypatch):
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)  # A new minute has new times.
    first = browser.get("/arbete/jobb/lage/")
    again = browser.get("/arbete/jobb/lage/", headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)

    job()
    changed = browser.get("/arbete/jobb/lage/", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


# --- Doing ------------------------------------------------------------------


def test_a_failed_job_is_tried_again(browser):
    number = job("failed")
    browser.post(f"/arbete/jobb/{number}/igen/")

    assert status(number) == "todo"


def test_a_waiting_job_is_cancelled(browser):
    number = job()
    browser.post(f"/arbete/jobb/{number}/avbryt/")

    assert status(number) == "cancelled"


@pytest.mark.parametrize("state", ["todo", "doing", "succeeded"])
def test_what_has_not_failed_is_not_tried_again(state):
    with pytest.raises(JobHasGoneOnError):
        services.try_again(job(state))


@pytest.mark.parametrize("state", ["doing", "succeeded", "failed"])
def test_what_does_not_wait_is_not_cancelled(state):
    with pytest.raises(JobHasGoneOnError):
        services.cancel(job(state))


def test_a_job_that_already_waits_anew_is_not_queued_twice():
    number = job("failed", queueing_lock="one")
    job(queueing_lock="one")

    with pytest.raises(JobHasGoneOnError):
        services.try_again(number)
    assert status(number) == "failed"


# --- Looking after itself ----------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_jobs_of_dead_workers_are_given_back():
    silent = worker(silent_for=dt.timedelta(minutes=1))
    stalled = job("doing", worker_id=silent)
    orphan = job("doing", worker_id=None)
    running = job("doing", worker_id=worker())
    deadly = job("doing", worker_id=silent, attempts=jobs.MOST_CRASHES)
    jobs.retry_stalled(timestamp=0)

    assert [status(one) for one in (stalled, orphan, running, deadly)] == [
        "todo",
        "todo",
        "doing",
        "failed",
    ]


@pytest.mark.django_db(transaction=True)
def test_a_stalled_job_whose_work_already_waits_is_given_up():
    stalled = job("doing", worker_id=None, queueing_lock="one")
    job(queueing_lock="one")
    jobs.retry_stalled(timestamp=0)

    assert status(stalled) == "aborted"


@pytest.mark.django_db(transaction=True)
def test_old_jobs_and_failures_go():
    def ended(state: str, hours: int) -> int:
        number = job(state)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procrastinate_events SET at = now() - %s WHERE job_id = %s",
                [dt.timedelta(hours=hours), number],
            )
        return number

    kept = {ended("succeeded", 47), ended("failed", 49), ended("failed", 24 * 29), job()}
    ended("succeeded", 49)
    ended("failed", 24 * 31)
    Failure.objects.create(
        job=1, task="t", error="e", trace="", at=timezone.now() - dt.timedelta(days=31)
    )
    recent = Failure.objects.create(job=2, task="t", error="e", trace="")
    jobs.remove_old(timestamp=0)

    assert set(ProcrastinateJob.objects.values_list("pk", flat=True)) == kept
    assert list(Failure.objects.all()) == [recent]


@pytest.mark.django_db(transaction=True)
def test_a_failure_keeps_the_error_and_where_but_no_values():
    secret = "hemligt"  # noqa: F841
    try:
        raise ValueError("nej\0" + "x" * 1000)
    except ValueError as error:
        failures.keep_failure(job=7, task="test.work", error=error)

    kept = Failure.objects.get()
    assert (kept.job, kept.task) == (7, "test.work")
    assert kept.error.startswith("ValueError: nej")
    assert len(kept.error) <= 500
    assert "test_queue.py" in kept.trace
