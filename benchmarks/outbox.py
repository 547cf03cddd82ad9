"""Mail from the outbox to a local SMTP server: messages a second, and what queueing costs.

The peer is what one writes without an outbox: a plain loop of Django's `send_mail` over one
open connection, in the same run, to the same server. It loses mail when it is killed; the outbox
pays for not losing any with a claim, a journal on disk and a mark.

    uv run python benchmarks/outbox.py [--quick] [--json]
"""

from __future__ import annotations

import logging
import multiprocessing
import statistics
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from harness.report import Row, arguments, report
from harness.throwaway import throwaway_installation

MESSAGES, QUICK = 10_000, 500
PORT = 8471
THREADS = 4  # As many as the worker has by default.


def main() -> int:
    options = arguments(__doc__ or "").parse_args()
    count = QUICK if options.quick else MESSAGES
    sink = Sink()
    with throwaway_installation():
        from django.conf import settings

        settings.SMTP_URL = f"smtp://127.0.0.1:{sink.port}"
        settings.CARRIERS = {"email": "hundra.adapters.email.SmtpCarrier"}
        rows = [
            _sending_one(min(count, 1000)),
            _queueing_many(count),
            _delivering(count, sink),
        ]
    sink.stop()
    report("The outbox", rows, as_json=options.json)
    return 0


class Sink:
    """An SMTP server in a process of its own, that takes all mail and tells what it got."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_take_mail, args=(theirs,), daemon=True)
        self._process.start()
        self.port: int = self._ours.recv()

    def taken(self) -> tuple[int, int]:
        """How many mails, and to how many different addresses, since last asked."""
        self._ours.send("how many?")
        answer: tuple[int, int] = self._ours.recv()
        return answer

    def stop(self) -> None:
        self._process.terminate()
        self._process.join()


class _Counter:
    def __init__(self) -> None:
        self.recipients: list[str] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802
        self.recipients += envelope.rcpt_tos
        return "250 OK"


def _take_mail(pipe: Any) -> None:
    from aiosmtpd.controller import Controller

    logging.getLogger("mail.log").setLevel(logging.ERROR)
    counter = _Counter()
    controller = Controller(counter, hostname="127.0.0.1", port=PORT)
    controller.start()
    pipe.send(controller.port)
    while pipe.recv():
        pipe.send((len(counter.recipients), len(set(counter.recipients))))
        counter.recipients.clear()


def _letter(number: int) -> dict[str, str]:
    return {
        "subject": f"Nu är förbättring nr {number} levererad",
        "text": "Hej!\n\n" + "Det du föreslog har blivit verklighet. " * 20,
    }


def _per_second(count: int, work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return count / (time.perf_counter() - started)


def _sending_one(count: int) -> Row:
    """What a request pays for acknowledging "you will get a mail", in milliseconds."""
    from hundra.core.messages.services import send

    times = []
    for number in range(count):
        started = time.perf_counter()
        send(to=f"en{number}@example.org", purpose="bench", **_letter(number))
        times.append(1000 * (time.perf_counter() - started))
    _empty()
    return Row("queue one, median", statistics.median(times), unit="ms")


def _queueing_many(count: int) -> Row:
    from hundra.core.messages.services import Draft, send_many

    drafts = [
        Draft(to=f"nr{number}@example.org", purpose="bench", **_letter(number))
        for number in range(count)
    ]
    return Row("queue many", _per_second(count, lambda: _ignore(send_many(drafts))), unit="mails/s")


def _delivering(count: int, sink: Sink) -> Row:
    ours = _per_second(count, _deliver_all)
    if (taken := sink.taken()) != (count, count):
        raise SystemExit(f"Of {count} arrived {taken[0]}, {taken[1]} different")
    plain = _per_second(count, lambda: _plain_loop(count, sink.port))
    return Row("deliver", ours, {"send_mail loop": plain}, ours / plain, "mails/s")


def _deliver_all() -> None:
    from django.db import connection

    from hundra.core.messages.jobs import deliver
    from hundra.core.messages.queries import anything_due

    def work() -> None:
        try:
            while anything_due():
                deliver()
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _plain_loop(count: int, port: int) -> None:
    from django.core.mail import get_connection, send_mail

    backend = "django.core.mail.backends.smtp.EmailBackend"
    with get_connection(backend, host="127.0.0.1", port=port) as connection:
        for number in range(count):
            letter = _letter(number)
            address = f"nr{number}@example.org"
            send_mail(letter["subject"], letter["text"], None, [address], connection=connection)


def _empty() -> None:
    from hundra.core.messages.models import Message

    Message.objects.all().delete()


def _ignore(value: object) -> None:
    del value


if __name__ == "__main__":
    sys.exit(main())
