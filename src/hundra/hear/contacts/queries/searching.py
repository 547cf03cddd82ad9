"""The list of contacts and its search, made to be quick at millions.

No page counts what is there, and none is reached by skipping rows: the next page begins after
the last row shown. Words are first looked for among the latest, where common ones soon fill a
page; then in the text index, which holds each desk's words apart (models.words): what is common at
one desk does not hide that it is rare at another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from hundra.core.messages.phones import normalised
from hundra.core.organisation.models import Person
from hundra.engines.text.tokens import word_list
from hundra.hear.cases.models import Party
from hundra.hear.contacts.models import Contact, WordsAsked

PAGE = 25
MOST_COUNTED = 2000
GLANCED = 10_000
"""So many of the latest are looked through first."""
SHORTEST_PREFIX = 3
SHOWN = (
    *("channel", "state", "language", "subject", "note", "outcome", "received_at", "callback_at"),
    *("reason__name", "asked_reason__reason__name", "case__is_confidential"),
    *("party__name", "party__phone", "party__email"),
)
_PIECES = re.compile(r"[^\W_]+")  # Signs part words in the index, too (contacts_words).
_NUMBER = re.compile(r"(?:k\s*)?(\d{1,12})", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the list is narrowed to. `after` is the last row of the page before, if any."""

    desks: Sequence[int]
    words: str = ""
    channel: str = ""
    reason: int | None = None
    guide: int | None = None
    after: tuple[datetime, int] | None = None


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A page of contacts. `count` of those found by words, at most `MOST_COUNTED` + 1; None where
    the latest alone fill the page."""

    contacts: Sequence[Contact]
    has_more: bool
    count: int | None = None

    @property
    def is_capped(self) -> bool:
        return self.count is not None and self.count > MOST_COUNTED

    @property
    def last(self) -> Contact | None:
        return self.contacts[-1] if self.contacts and self.has_more else None


def by_number(text: str) -> int | None:
    """The contact's number, if that is all the text is: "K 123", "k123", "123"."""
    found = _NUMBER.fullmatch(text.strip())
    return int(found.group(1)) if found and not text.strip().startswith("0") else None


def find(asked: Asked) -> Listed:
    """The contacts that fit, the latest first. A constant number of queries.

    A text with an @ is an e-mail address, one that is a telephone number is that number; both
    find only the very same. Everything else is words. What led to a confidential case is not
    found by its words; nobody is found who has protected identity.
    """
    text = " ".join(asked.words.split())
    if not text:
        return _page(_narrowed(asked))
    if "@" in text or normalised(text):
        return _page(_of_party(_narrowed(asked), text))
    return _by_words(asked, text)


def _narrowed(asked: Asked) -> QuerySet[Contact]:
    found = Contact.objects.filter(desk__in=asked.desks)
    if len(asked.desks) == 1:
        found = Contact.objects.filter(desk=asked.desks[0])
    if asked.channel:
        found = found.filter(channel=asked.channel)
    if asked.reason:
        found = found.filter(reason=asked.reason)
    if asked.guide:
        found = found.filter(guide=asked.guide)
    if asked.after:
        at, pk = asked.after
        # The first comparison is the index's own; the second settles what came at once.
        found = found.filter(Q(received_at__lt=at) | Q(pk__lt=pk), received_at__lte=at)
    return found


def _of_party(found: QuerySet[Contact], text: str) -> QuerySet[Contact]:
    known = Party.objects.exclude(user__person__protected_identity=True)
    if "@" in text:
        parties = known.filter(email=text.lower()).exclude(email="")
    else:
        parties = known.filter(phone=normalised(text)).exclude(phone="")
    return found.filter(party__in=list(parties.values_list("pk", flat=True)))


def _page(found: QuerySet[Contact], count: int | None = None) -> Listed:
    rows = list(_drawn(found.order_by("-received_at", "-pk"))[: PAGE + 1])
    return Listed(contacts=rows[:PAGE], has_more=len(rows) > PAGE, count=count)


def _drawn(found: QuerySet[Contact]) -> QuerySet[Contact]:
    """With what a row shows; `has_protected_identity` tells of who got in touch."""
    person = Person.objects.filter(user=OuterRef("party__user"), protected_identity=True)
    return (
        found.select_related("reason", "party", "case", "asked_reason__reason")
        .only(*SHOWN)
        .annotate(has_protected_identity=Exists(person))
    )


def _by_words(asked: Asked, text: str) -> Listed:
    query = _query(asked.desks, text)
    if query is None:
        return Listed(contacts=(), has_more=False, count=0)
    open_ones = _narrowed(asked).filter(search=query).exclude(case__is_confidential=True)
    latest = _among_latest(asked, open_ones, GLANCED)
    if latest.has_more:
        return latest
    few = _few(asked, query)
    if len(few) > MOST_COUNTED:
        return _sorted(open_ones)
    hits = Contact.objects.filter(pk__in=few).exclude(case__is_confidential=True)
    count = hits.count() if few else 0
    return _page(open_ones.filter(pk__in=few), count)


def _few(asked: Asked, query: WordsAsked) -> list[int]:
    """Keys of those with the words, by the index of words, no more than can be sorted."""
    # Narrowed after the limit: the index of words is read once, whatever else is asked.
    found = Contact.objects.filter(search=query).order_by()
    with _planned("enable_seqscan"), _planned("enable_indexscan"):
        keys = list(found.values_list("pk", flat=True)[: MOST_COUNTED + 1])
    if len(keys) > MOST_COUNTED:
        return keys
    whole = _narrowed(replace(asked, after=None)).filter(pk__in=keys)
    return list(whole.order_by().values_list("pk", flat=True))


def _sorted(found: QuerySet[Contact]) -> Listed:
    """All that have the words, sorted: many have them, but few of the latest."""
    with _planned("enable_indexscan"):
        return replace(_page(found), count=MOST_COUNTED + 1)


def _among_latest(asked: Asked, found: QuerySet[Contact], many: int) -> Listed:
    """Those found among so many of the latest: at once a whole page where a word is common."""
    latest = _narrowed(asked).order_by("-received_at").values_list("received_at", flat=True)
    since = latest[many : many + 1].first()
    near = found if since is None else found.filter(received_at__gte=since)
    with _planned("enable_bitmapscan"):
        return _page(near)


@contextmanager
def _planned(without: str) -> Iterator[None]:
    """The planner knows how many have a word, not where they lie; for one query it is told."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL {without} = off")
        yield
        cursor.execute(f"SET LOCAL {without} = on")


def _query(desks: Sequence[int], text: str) -> WordsAsked | None:
    """Every word, in any of its forms; longer ones also as the beginning of another."""
    words = [piece for word in word_list(text)[:10] for piece in _PIECES.findall(word)]
    if not words:
        return None
    asked = (f"{word}:*" if len(word) >= SHORTEST_PREFIX else word for word in words)
    return WordsAsked(desks, " & ".join(asked))
