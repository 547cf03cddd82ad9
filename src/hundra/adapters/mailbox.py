"""A mailbox over IMAP (RFC 3501) with TLS, certificates checked."""

from __future__ import annotations

import contextlib
import imaplib
import re
import ssl
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from hundra.hear.contacts.mailboxes import Arrived, MailboxError

TIMEOUT_SECONDS = 30
DEFAULT_PORTS = {"imaps": 993, "imap+starttls": 143}
MOST_OF_HEADERS = 200_000
_SIZE = re.compile(rb"UID (\d+)\D.*?RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+).*?UID (\d+)", re.S)


@dataclass(frozen=True, kw_only=True)
class ImapServer:
    """Where mail is fetched, from an address such as imaps://user:secret@host/INBOX."""

    scheme: str
    host: str
    port: int
    username: str
    password: str
    folder: str

    @classmethod
    def parse(cls, url: str) -> ImapServer:
        """Raises ValueError with what is wrong: scheme, host, port or a missing user."""
        parts = urlsplit(url)
        if parts.scheme not in DEFAULT_PORTS:
            raise ValueError("IMAP_URL must begin with imaps:// or imap+starttls://")
        if not parts.hostname:
            raise ValueError("IMAP_URL has no host")
        if not parts.username or not parts.password:
            raise ValueError("IMAP_URL has no user or no password")
        folder = unquote(parts.path.lstrip("/")) or "INBOX"
        if not re.fullmatch(r"[\x20-\x7e]+", folder):
            raise ValueError("IMAP_URL has a folder with letters that IMAP cannot take")
        return cls(
            scheme=parts.scheme,
            host=parts.hostname,
            port=parts.port or DEFAULT_PORTS[parts.scheme],
            username=unquote(parts.username),
            password=unquote(parts.password),
            folder=folder,
        )


class ImapMailbox:
    """One folder of one account, for one round."""

    def __init__(self, address: str) -> None:
        self.server = ImapServer.parse(address)
        self._connection: imaplib.IMAP4 | None = None

    def __enter__(self) -> Self:
        server = self.server
        context = ssl.create_default_context()
        try:
            if server.scheme == "imaps":
                self._connection = imaplib.IMAP4_SSL(
                    server.host, server.port, ssl_context=context, timeout=TIMEOUT_SECONDS
                )
            else:
                self._connection = imaplib.IMAP4(server.host, server.port, timeout=TIMEOUT_SECONDS)
                self._connection.starttls(context)
            self._log_in(self._connection)
            folder = server.folder.replace("\\", "\\\\").replace('"', '\\"')
            self._done("SELECT", self._connection.select(f'"{folder}"'))
        except (imaplib.IMAP4.error, OSError) as error:
            self._hang_up()
            raise self._unavailable(error) from error
        except MailboxError:
            self._hang_up()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._hang_up()

    def unseen(self, *, limit: int) -> list[Arrived]:
        found = self._uid("SEARCH", "UNSEEN")
        keys = sorted(int(key) for line in found if isinstance(line, bytes) for key in line.split())
        chosen = keys[:limit]
        if not chosen:
            return []
        sizes = self._sizes(",".join(str(key) for key in chosen))
        return [Arrived(key=str(key), size=sizes[key]) for key in chosen if key in sizes]

    def headers(self, mail: Arrived) -> bytes:
        part = f"(BODY.PEEK[HEADER]<0.{MOST_OF_HEADERS}>)"
        return self._literal(self._uid("FETCH", mail.key, part))

    def whole(self, mail: Arrived) -> bytes:
        return self._literal(self._uid("FETCH", mail.key, "(BODY.PEEK[])"))

    def mark_seen(self, mail: Arrived) -> None:
        self._uid("STORE", mail.key, "+FLAGS.SILENT", r"(\Seen)")

    def _log_in(self, connection: imaplib.IMAP4) -> None:
        """Passwords of any letters go by AUTHENTICATE PLAIN, which every server on TLS has."""
        username, password = self.server.username, self.server.password
        secret = f"\0{username}\0{password}".encode()
        if "AUTH=PLAIN" in connection.capabilities:
            self._done("AUTHENTICATE", connection.authenticate("PLAIN", lambda _: secret))
        else:
            self._done("LOGIN", connection.login(username, password))

    def _sizes(self, keys: str) -> dict[int, int]:
        sizes = {}
        for line in self._uid("FETCH", keys, "(UID RFC822.SIZE)"):
            text = b" ".join(line) if isinstance(line, tuple) else line
            if isinstance(text, bytes) and (found := _SIZE.search(text)):
                key, size = (found[1], found[2]) if found[1] else (found[4], found[3])
                sizes[int(key)] = int(size)
        return sizes

    def _uid(self, command: str, *arguments: str) -> list[Any]:
        if self._connection is None:
            raise MailboxError("The mailbox is not open")
        try:
            return self._done(command, self._connection.uid(command, *arguments))
        except (imaplib.IMAP4.error, OSError) as error:
            raise self._unavailable(error) from error

    def _done(self, command: str, answer: tuple[str, Any]) -> list[Any]:
        state, data = answer
        if state != "OK":
            raise MailboxError(f"{self.server.host}: {command}: {state} {data!r}"[:300])
        return list(data)

    def _literal(self, data: list[Any]) -> bytes:
        for one in data:
            if isinstance(one, tuple) and isinstance(one[1], bytes):
                return one[1]
        raise MailboxError(f"{self.server.host}: the mail is no longer there")

    def _unavailable(self, error: Exception) -> MailboxError:
        return MailboxError(f"{self.server.host}:{self.server.port}: {error}"[:300])

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(imaplib.IMAP4.error, OSError):
                connection.logout()
            # Where the server is gone, logging out leaves the socket open.
            with contextlib.suppress(imaplib.IMAP4.error, OSError):
                connection.shutdown()
