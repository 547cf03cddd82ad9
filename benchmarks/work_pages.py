"""Work pages at full size: server time and queries.

40,000 people, 20,000 suggestions, 10,000 improvements and 80,000 messages; with --quick the
demo's 2,000 people and its suggestions, 1,000 improvements and 4,000 messages. Server time is what
one process needs from request to response, through the whole stack, in milliseconds. A page whose
p95 is not below 50 ms makes the benchmark fail.

    uv run python benchmarks/work_pages.py [--quick] [--json]
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from harness.report import Row, arguments, report
from harness.served import failing, query_rows, server_times
from harness.throwaway import throwaway_installation

if TYPE_CHECKING:
    from django.test import Client

    from hundra.core.messages.models import Message


@dataclass(frozen=True)
class Size:
    scale: Literal["small", "large"]
    improvements: int
    messages: int
    requests: int


FULL = Size("large", 10_000, 80_000, 100)
QUICK = Size("small", 1_000, 4_000, 40)
SUBJECTS = ("Tack för ditt förslag", "Nu är den levererad, förbättring", "Bekräfta din adress")


def main() -> int:
    options = arguments(__doc__ or "").parse_args()
    size = QUICK if options.quick else FULL
    rows: list[Row] = []
    queries: dict[str, set[int]] = {}
    with throwaway_installation():
        _fill(size)
        for who, pages in _pages().items():
            rows += server_times(_signed_in(who), pages, requests=size.requests, queries=queries)
    rows += query_rows(queries)
    report("Work pages", rows, as_json=options.json)
    return 1 if failing(rows, queries) else 0


def _pages() -> dict[str, dict[str, list[str]]]:
    """Who opens which pages, each by some addresses that are taken in turn."""
    from django.urls import reverse

    from hundra.improve.improvements.models import Programme

    programme = Programme.objects.get(is_shown=True)
    board, listed = reverse("improvements"), reverse("improvements_list")
    inbox, people = reverse("suggestion_inbox"), reverse("people")
    managers, outbox = reverse("managers"), reverse("outbox")
    return {
        "kommunikator": {
            "work start": [reverse("work")],
            "improvements, board": [board],
            "improvements, list": [
                f"{listed}?{query}" for query in ("", "page=40", "sort=title", "state=delivered")
            ],
            "improvements, search": [
                f"{listed}?q={word}" for word in ("schema", "kaffe", "granby")
            ],
            "improvements, calendar": [reverse("improvements_calendar")],
            "improvements, programme": [reverse("programme", kwargs={"slug": programme.slug})],
            "suggestions, inbox": [inbox, f"{inbox}?page=9"],
            "suggestions, search": [f"{inbox}?q={word}" for word in ("buss", "lampor", "cykel")],
        },
        "hr": {
            "people, first page": [people],
            "people, last page": [f"{people}?page=9999"],
            "people, search": [f"{people}?q={words}" for words in ("anna", "berg", "ek li")],
            "managers, everywhere": [
                f"{managers}?{query}" for query in ("", "page=9", "sort=name", "ceiling=over")
            ],
            "units, tree": [reverse("organisation")],
        },
        "drift": {
            "outbox": [outbox, f"{outbox}?page=9"],
            "outbox, search": [f"{outbox}?q={words}" for words in ("levererad", "nr 77", "tack")],
        },
    }


def _signed_in(who: str) -> Client:
    """A browser where the demo's person has signed in, in Swedish."""
    from django.test import Client

    from hundra.core.accounts.models import User

    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(email=f"{who}@granby.example"))
    return client


def _fill(size: Size) -> None:
    """The demo at the scale, with its programme and its outbox grown to the size."""
    from django.db import connection

    from hundra.config.demo import fill_demo
    from hundra.config.demo.bulk import bulk_improvements
    from hundra.core.messages.models import Message
    from hundra.improve.improvements.models import Programme

    rng = random.Random(size.messages)
    fill_demo(scale=size.scale)
    programme = Programme.objects.get(is_shown=True)
    bulk_improvements(programme, size.improvements - programme.last_number, rng=rng)
    Message.objects.bulk_create(_letters(size.messages, rng), batch_size=2_000)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _letters(count: int, rng: random.Random) -> Iterator[Message]:
    """Mails of two years, nearly all sent."""
    from django.utils import timezone

    from hundra.core.messages.models import Message, MessageState

    now = timezone.now()
    states = (MessageState.SENT, MessageState.FAILED, MessageState.QUEUED)
    for number in range(count):
        state = rng.choices(states, (990, 8, 2))[0]
        created = now - timedelta(days=rng.uniform(0, 730))
        yield Message(
            purpose=rng.choice(("suggestion.received", "improvement.delivered", "account.mail")),
            recipient=f"nr{number}@example.org",
            subject=f"{rng.choice(SUBJECTS)} nr {number % 10_000}",
            body_text="Hej!\n\n" + "Det du föreslog har blivit verklighet. " * 10,
            state=state,
            created_at=created,
            sent_at=created + timedelta(seconds=5) if state == MessageState.SENT else None,
        )


if __name__ == "__main__":
    raise SystemExit(main())
