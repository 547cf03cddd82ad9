"""Carriers of e-mail: a real SMTP server, and the console of the demo."""

from __future__ import annotations

import contextlib
import smtplib
import sys
from dataclasses import dataclass
from email.utils import format_datetime, formataddr, parseaddr
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import BadHeaderError, sanitize_address
from django.utils.html import strip_tags

from hundra.core.messages.carriers import (
    CarrierError,
    PermanentError,
    TemporaryError,
    UnavailableError,
)
from hundra.core.messages.models import Message, PartKind
from hundra.core.messages.services import mail_id

TIMEOUT_SECONDS = 30
DEFAULT_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
# Replies that tell of us or the server, not of the message (RFC 5321, RFC 4954).
NOT_THE_MESSAGE = {421, 454, 530, 534, 535, 538}


@dataclass(frozen=True, kw_only=True)
class SmtpServer:
    """Where mail is handed in, from an address such as smtp+starttls://user:secret@host:587."""

    scheme: str
    host: str
    port: int
    username: str
    password: str

    @classmethod
    def parse(cls, url: str) -> SmtpServer:
        """Raises ValueError with what is wrong: scheme, host, port, or a password in the clear."""
        parts = urlsplit(url)
        if parts.scheme not in DEFAULT_PORTS:
            raise ValueError("SMTP_URL must begin with smtp://, smtp+starttls:// or smtps://")
        if not parts.hostname:
            raise ValueError("SMTP_URL has no host")
        if parts.password and parts.scheme == "smtp":
            raise ValueError("SMTP_URL would send the password in the clear: use smtp+starttls://")
        return cls(
            scheme=parts.scheme,
            host=parts.hostname,
            port=parts.port or DEFAULT_PORTS[parts.scheme],
            username=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )


class SmtpCarrier:
    """Hands messages to an SMTP server over one connection, certificates checked."""

    def __init__(self, server: SmtpServer | None = None) -> None:
        self.server = server or SmtpServer.parse(settings.SMTP_URL)
        self._backend = EmailBackend(
            host=self.server.host,
            port=self.server.port,
            username=self.server.username,
            password=self.server.password,
            use_tls=self.server.scheme == "smtp+starttls",
            use_ssl=self.server.scheme == "smtps",
            timeout=TIMEOUT_SECONDS,
        )

    def __enter__(self) -> Self:
        self._connect()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._hang_up()

    def send(self, message: Message) -> None:
        try:
            mail = compose(message)
            sender = _envelope(parseaddr(mail.from_email)[1])
            recipient = _envelope(message.recipient)
            # Django's messages take the line ending that SMTP wants; the stubs do not know.
            content = mail.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]
        except (BadHeaderError, ValueError) as error:
            raise PermanentError(f"{type(error).__name__}: {error}") from error
        connection = self._connect()
        try:
            connection.sendmail(sender, [recipient], content)
        except (smtplib.SMTPException, OSError) as error:
            raise self._judged(error) from error

    def _connect(self) -> smtplib.SMTP:
        """The open connection; a new one if the server has hung up."""
        if self._backend.connection is not None and self._backend.connection.sock is None:
            self._hang_up()
        try:
            self._backend.open()
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            server = f"{self.server.host}:{self.server.port}"
            raise UnavailableError(f"{server}: {_words(error)}") from error
        opened: smtplib.SMTP | None = self._backend.connection
        assert opened is not None  # noqa: S101
        return opened

    def _hang_up(self) -> None:
        """Says goodbye if the server still listens; half-opened connections are closed, too."""
        with contextlib.suppress(smtplib.SMTPException, OSError):
            self._backend.close()
        self._backend.connection = None

    def _judged(self, error: Exception) -> CarrierError:
        """4xx: later. 5xx: never. A lost connection: later, over a new one."""
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            code = next(iter(error.recipients.values()))[0]
        elif isinstance(error, smtplib.SMTPResponseException):
            code = error.smtp_code
        else:
            self._hang_up()
            return TemporaryError(_words(error))
        if code in NOT_THE_MESSAGE:
            return UnavailableError(_words(error))
        return PermanentError(_words(error)) if code >= 500 else TemporaryError(_words(error))  # noqa: PLR2004


def compose(message: Message) -> EmailMultiAlternatives:
    """The mail as it is sent. A repeat is the same mail: same Message-ID, same date."""
    headers = dict(message.headers)
    sender = headers.pop("From", None) or settings.DEFAULT_FROM_EMAIL
    name, address = parseaddr(sender)
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.body_text or strip_tags(message.body_html),
        from_email=formataddr((name or settings.MUNICIPALITY, _envelope(address))),
        to=[message.recipient],
        headers={
            "Message-ID": f"<{mail_id(message)}>",
            "Date": format_datetime(message.created_at),
            "Auto-Submitted": "auto-generated",
            **headers,
        },
    )
    if message.body_html:
        mail.attach_alternative(message.body_html, "text/html")
    for part in message.parts.all():
        content = bytes(part.content)
        if part.kind == PartKind.ALTERNATIVE:
            mail.attach_alternative(content.decode(), part.media_type)
        else:
            mail.attach(part.name or None, content, part.media_type)
    return mail


def _envelope(address: str) -> str:
    """The address as SMTP wants it: an international domain as its ASCII form."""
    return str(sanitize_address(address, "utf-8"))


def _words(error: Exception) -> str:
    """What the server said, for the operator."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        refusals: dict[str, tuple[int, bytes | str]] = dict(error.recipients)
        code, reply = next(iter(refusals.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, reply = error.smtp_code, error.smtp_error
    else:
        return f"{type(error).__name__}: {error}"
    text = reply.decode(errors="replace") if isinstance(reply, bytes) else str(reply)
    return f"{code} {text}"


class ConsoleCarrier:
    """Prints a line for each mail and keeps it on the outbox page: the demo's post office."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        sys.stdout.flush()

    def send(self, message: Message) -> None:
        sys.stdout.write(f"Mail to {message.recipient}: {message.subject}\n")
