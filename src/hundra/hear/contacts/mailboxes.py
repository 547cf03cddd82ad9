"""Where mail arrives: what a mailbox promises. The adapters stand in adapters/mailbox.py.

A mailbox belongs to Hundra alone: what is unseen in it has not been taken in. It is opened for a
round and closed after it. `mark_seen` is called only when what the mail became is committed, so
a crash in between means that the same mail comes once more, which makes nothing new of it.
Nothing is ever removed from the mailbox; that is the mail server's own retention.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from django.conf import settings
from django.utils.module_loading import import_string


class MailboxError(Exception):
    """The mailbox cannot be reached or will not let us in. The text is for the operator."""


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """A mail that lies in the mailbox: its key there, and its size in bytes."""

    key: str
    size: int


class Mailbox(Protocol):
    """All of them raise MailboxError where the server does not answer as it should."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def unseen(self, *, limit: int) -> list[Arrived]:
        """The oldest mails not marked as seen."""

    def headers(self, mail: Arrived) -> bytes:
        """The headers alone, at most 200,000 bytes of them; the mail stays unseen."""

    def whole(self, mail: Arrived) -> bytes:
        """The whole mail; it stays unseen."""

    def mark_seen(self, mail: Arrived) -> None: ...


@contextmanager
def opened(address: str) -> Iterator[Mailbox]:
    """The mailbox at an address of settings.MAILBOXES, by the adapter that the settings chose."""
    mailbox: Mailbox = import_string(settings.MAILBOX_ADAPTER)(address)
    with mailbox:
        yield mailbox
