"""From queued to sent: retries, giving up, and what crashes leave behind."""

import os
import random
import threading
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from hundra.core.messages import delivery, jobs
from hundra.core.messages.carriers import PermanentError, TemporaryError, UnavailableError
from hundra.core.messages.delivery import deliver_round, settle, wait_before_retry
from hundra.core.messages.journal import Journal
from hundra.core.messages.models import Message, MessageState
from hundra.core.messages.services import send


class Carrier:
    """Keeps what it is given; `answers` by subject, an error or something to do."""

    given: list[str] = []
    answers: dict[str, object] = {}

    def __enter__(self):
        if "enter" in self.answers:
            raise self.answers["enter"]
        return self

    def __exit__(self, *args):
        pass

    def send(self, message):
        answer = self.answers.get(message.subject)
        if isinstance(answer, Exception):
            raise answer
        if callable(answer):
            answer(message)
        self.given.append(message.subject)


@pytest.fixture(autouse=True)
def carrier(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(Carrier, "given", [])
    monkeypatch.setattr(Carrier, "answers", {})
    monkeypatch.setattr(delivery, "carrier_for", lambda channel: Carrier())
    settings.HOME = tmp_path
    delivery.circuit.close()
    yield Carrier
    delivery.circuit.close()


def queue(subject="Hej", **fields) -> Message:
    message = send(to="alva@example.org", subject=subject, text="Hej", purpose="test")
    Message.objects.filter(pk=message.pk).update(**fields)
    return message


def minutes_from_now(message: Message) -> float:
    return (message.next_attempt_at - timezone.now()).total_seconds() / 60


def stored(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


@pytest.mark.django_db
def test_a_round_sends_what_is_due(carrier, tmp_path):
    message = queue()
    queue("Senare", next_attempt_at=timezone.now() + timedelta(hours=1))
    queue("Inställt", state=MessageState.CANCELLED)

    outcome = deliver_round()

    assert outcome.accepted == [message]
    assert carrier.given == ["Hej"]
    sent = stored(message)
    assert (sent.state, sent.attempts, sent.last_error) == (MessageState.SENT, 1, "")
    assert sent.sent_at is not None
    assert list(tmp_path.rglob("*.journal")) == []
    assert deliver_round() is None


@pytest.mark.django_db
def test_the_chosen_message_goes_first_then_the_oldest(carrier):
    for number in range(3):
        queue(f"nr {number}", next_attempt_at=timezone.now() - timedelta(hours=3 - number))
    chosen = queue("sist in")

    deliver_round(first=chosen.pk)

    assert carrier.given == ["sist in", "nr 0", "nr 1", "nr 2"]


@pytest.mark.django_db
def test_not_now_waits_and_is_tried_again(carrier):
    message = queue()
    carrier.answers = {"Hej": TemporaryError("451 Greylisted")}
    deliver_round()

    waiting = stored(message)
    assert (waiting.state, waiting.attempts) == (MessageState.QUEUED, 1)
    assert waiting.last_error == "451 Greylisted"
    assert 0.7 < minutes_from_now(waiting) < 1.3
    assert deliver_round() is None

    carrier.answers = {}
    Message.objects.update(next_attempt_at=timezone.now())
    deliver_round()
    sent = stored(message)
    assert (sent.state, sent.attempts, sent.last_error) == (MessageState.SENT, 2, "")


@pytest.mark.django_db
def test_after_the_last_try_it_has_failed(carrier):
    message = queue(attempts=delivery.MAX_ATTEMPTS - 1)
    carrier.answers = {"Hej": TemporaryError("451 Greylisted")}
    deliver_round()

    failed = stored(message)
    assert (failed.state, failed.last_error) == (MessageState.FAILED, "451 Greylisted")


@pytest.mark.django_db
def test_never_means_failed_at_once_and_the_others_go_on(carrier):
    refused, fine = queue("Nej"), queue("Ja")
    carrier.answers = {"Nej": PermanentError("550 No such user")}
    deliver_round()

    assert stored(refused).state == MessageState.FAILED
    assert stored(refused).last_error == "550 No such user"
    assert stored(fine).state == MessageState.SENT


@pytest.mark.django_db
def test_an_unreachable_server_is_no_try(carrier):
    message = queue(attempts=3)
    carrier.answers = {"enter": UnavailableError("mail:25: refused")}
    jobs.deliver()

    waiting = stored(message)
    assert (waiting.state, waiting.attempts) == (MessageState.QUEUED, 3)
    assert waiting.last_error == "mail:25: refused"
    assert 0.5 < minutes_from_now(waiting) < 1
    assert delivery.circuit.is_open()


@pytest.mark.django_db
def test_after_an_unreachable_server_other_jobs_do_not_knock(carrier):
    delivery.circuit.open()
    message = queue()
    jobs.deliver(first=str(message.pk))

    assert carrier.given == []
    assert stored(message).state == MessageState.QUEUED


@pytest.mark.django_db
def test_a_server_that_shuts_in_the_middle_keeps_what_it_took(carrier):
    first = queue("1", next_attempt_at=timezone.now() - timedelta(hours=1))
    second, third = queue("2"), queue("3")
    carrier.answers = {"2": UnavailableError("421 Bye")}
    deliver_round()

    assert stored(first).state == MessageState.SENT
    assert [stored(m).state for m in (second, third)] == [MessageState.QUEUED] * 2
    assert [stored(m).attempts for m in (second, third)] == [0, 0]


@pytest.mark.django_db
def test_one_job_empties_the_queue(carrier):
    for number in range(2 * delivery.ROUND_SIZE + 1):
        queue(str(number))
    jobs.deliver()

    assert len(carrier.given) == 2 * delivery.ROUND_SIZE + 1
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.SENT}


@pytest.mark.django_db
def test_a_job_that_has_gone_on_for_long_leaves_the_rest_to_a_new_one(carrier, monkeypatch):
    monkeypatch.setattr(jobs, "JOB_SECONDS", -1)
    for number in range(delivery.ROUND_SIZE + 1):
        queue(str(number))
    before = ProcrastinateJob.objects.count()
    jobs.deliver()

    assert len(carrier.given) == delivery.ROUND_SIZE
    assert ProcrastinateJob.objects.count() == before + 1


@pytest.mark.django_db
def test_a_slow_carrier_does_not_hold_a_whole_round(carrier, monkeypatch):
    passed = [0.0]
    clock = SimpleNamespace(monotonic=lambda: sum(passed))
    monkeypatch.setattr(delivery, "time", clock)
    messages = [queue("lång") for _ in range(3)]
    carrier.answers = {"lång": lambda message: passed.append(delivery.ROUND_SECONDS)}
    outcome = deliver_round()

    assert (len(outcome.accepted), len(outcome.untried)) == (1, 2)
    states = sorted((stored(m).state, stored(m).attempts) for m in messages)
    assert states == [("queued", 0), ("queued", 0), ("sent", 1)]


def test_waits_double_up_to_six_hours():
    rng = random.Random(100)
    waits = [wait_before_retry(n, rng).total_seconds() / 60 for n in range(1, 17)]
    expected = [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360, 360, 360, 360, 360]
    for wait, middle in zip(waits, expected, strict=True):
        assert 0.8 * middle <= wait <= 1.2 * middle
    assert len(set(waits)) == len(waits)


@pytest.mark.django_db(transaction=True)
def test_two_rounds_at_once_never_take_the_same_message(carrier):
    for number in range(80):
        queue(str(number))
    barrier = threading.Barrier(4)

    def round_of_my_own():
        barrier.wait()
        try:
            while deliver_round():
                pass
        finally:
            connection.close()

    threads = [threading.Thread(target=round_of_my_own) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(carrier.given, key=int) == [str(number) for number in range(80)]


# --- Crashes ----------------------------------------------------------------


def crash_in(step: str, monkeypatch) -> None:
    def crash(*args, **kwargs):
        raise OperationalError("the database went away")

    monkeypatch.setattr(delivery, step, crash)


@pytest.mark.django_db
def test_the_database_dies_after_the_server_accepted_and_nothing_goes_twice(carrier, monkeypatch):
    accepted, refused = queue("1"), queue("2")
    carrier.answers = {"2": PermanentError("550")}
    with monkeypatch.context() as patch:
        crash_in("_record", patch)
        with pytest.raises(OperationalError):
            deliver_round()
    assert stored(accepted).state == MessageState.SENDING

    settle()

    assert stored(accepted).state == MessageState.SENT
    assert stored(refused).state == MessageState.QUEUED
    carrier.answers = {}
    deliver_round()
    assert carrier.given == ["1", "2"]


def kill_worker_when(carrier, subject: str, *, after_acceptance: bool) -> int:
    """Runs a round in a child that dies (as by kill -9) at that message; gives its exit code."""
    if after_acceptance:
        original = Journal.accepted

        def accept_and_die(self, message: UUID):
            original(self, message)
            os._exit(9)

        Journal.accepted = accept_and_die
    else:
        carrier.answers = {subject: lambda message: os._exit(9)}
    connection.close()
    child = os.fork()
    if child == 0:
        deliver_round()
        os._exit(0)
    try:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    finally:
        carrier.answers = {}
        if after_acceptance:
            Journal.accepted = original


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_after_the_acceptance_does_not_send_again(carrier, tmp_path):
    message = queue()
    assert kill_worker_when(carrier, "Hej", after_acceptance=True) == 9
    assert stored(message).state == MessageState.SENDING

    settle()

    assert (stored(message).state, stored(message).attempts) == (MessageState.SENT, 1)
    assert deliver_round() is None
    assert list(tmp_path.rglob("*.journal")) == []


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_handing_over_tries_that_one_again_and_frees_the_rest(carrier):
    during = queue("mitt i", next_attempt_at=timezone.now() - timedelta(hours=1))
    untouched = queue("orörd")
    assert kill_worker_when(carrier, "mitt i", after_acceptance=False) == 9

    settle()

    assert (stored(during).state, stored(during).attempts) == (MessageState.QUEUED, 1)
    assert (stored(untouched).state, stored(untouched).attempts) == (MessageState.QUEUED, 0)
    deliver_round()
    assert sorted(carrier.given) == ["mitt i", "orörd"]


@pytest.mark.django_db
def test_a_message_that_always_takes_the_worker_down_waits_and_fails_in_the_end(tmp_path):
    message = queue()

    def crash(attempts: int) -> Message:
        with Journal.start(delivery.outbox_folder()) as journal:
            journal.begun(message.pk)
        Message.objects.update(state=MessageState.SENDING, attempts=attempts, claimed_by=journal.id)
        settle()
        return stored(message)

    assert minutes_from_now(crash(3)) < 0.1
    assert 6 < minutes_from_now(crash(4)) < 10
    assert crash(delivery.MAX_ATTEMPTS).state == MessageState.FAILED


@pytest.mark.django_db
def test_settling_leaves_a_running_round_alone():
    message = queue()
    with Journal.start(delivery.outbox_folder()) as journal:
        Message.objects.update(
            state=MessageState.SENDING,
            attempts=1,
            claimed_by=journal.id,
            claimed_at=timezone.now() - timedelta(days=1),
        )
        settle()
        assert stored(message).state == MessageState.SENDING
    settle()
    assert stored(message).state == MessageState.QUEUED


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "state"), [(14, "sending"), (16, "queued")])
def test_a_claim_of_another_machine_is_given_up_after_its_lease(age, state, monkeypatch):
    message = queue()
    monkeypatch.setattr(delivery, "_database_started", lambda: timezone.now() - timedelta(days=1))
    Message.objects.update(
        state=MessageState.SENDING,
        claimed_by=uuid4(),
        claimed_at=timezone.now() - timedelta(minutes=age),
    )
    settle()

    assert stored(message).state == state


@pytest.mark.django_db
def test_the_lease_counts_from_the_databases_return(monkeypatch):
    message = queue()
    monkeypatch.setattr(
        delivery, "_database_started", lambda: timezone.now() - timedelta(minutes=1)
    )
    Message.objects.update(
        state=MessageState.SENDING,
        claimed_by=uuid4(),
        claimed_at=timezone.now() - timedelta(hours=5),
    )
    settle()

    assert stored(message).state == MessageState.SENDING


@pytest.mark.django_db
def test_the_database_tells_when_it_started():
    assert delivery._database_started() < timezone.now()


@pytest.mark.django_db
def test_the_sweep_finds_work_for_what_has_no_job():
    queue()
    before = ProcrastinateJob.objects.count()
    jobs.sweep(timestamp=0)
    assert ProcrastinateJob.objects.count() == before + 1

    Message.objects.update(state=MessageState.SENT)
    jobs.sweep(timestamp=0)
    assert ProcrastinateJob.objects.count() == before + 1
