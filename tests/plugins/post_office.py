"""A real SMTP server on loopback that keeps what it gets, and answers as told."""

from __future__ import annotations

import email.policy
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class PostOffice:
    """`answers` maps a recipient to the reply at RCPT, `data_answers` to the one after DATA."""

    port: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    data_answers: dict[str, str] = field(default_factory=dict)
    envelopes: list[Envelope] = field(default_factory=list)
    connections: int = 0
    passwords: list[tuple[bytes, bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def mails(self) -> list[EmailMessage]:
        return [
            email.message_from_bytes(envelope.content, policy=email.policy.default)  # type: ignore[arg-type,misc]
            for envelope in self.envelopes
        ]

    # aiosmtpd calls these.

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, host: str, lines: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = host
        return lines

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        answer = self.data_answers.get(envelope.rcpt_tos[0], "250 OK")
        if answer.startswith("250"):
            self.envelopes.append(envelope)
        return answer

    def login(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, auth: Any
    ) -> AuthResult:
        assert isinstance(auth, LoginPassword)
        self.passwords.append((auth.login, auth.password))
        return AuthResult(success=auth.password == b"hemligt", handled=False)


class _Controller(Controller):
    """On a port that the system chose."""

    def __init__(self, handler: PostOffice, **options: Any) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        port = self.socket.getsockname()[1]
        options = {"hostname": "127.0.0.1", "port": port, "ready_timeout": 60} | options
        super().__init__(handler, **options)

    def _create_server(self) -> Any:
        return self.loop.create_server(
            self._factory_invoker, sock=self.socket, ssl=self.ssl_context
        )

    def _trigger_server(self) -> None:
        """A connection is enough to start the server; aiosmtpd's own leaves a TLS socket open."""
        socket.create_connection(("127.0.0.1", self.port)).close()


def _office(office: PostOffice, **options: Any) -> Iterator[PostOffice]:
    controller = _Controller(office, **options)
    controller.start()
    office.port = controller.port
    try:
        yield office
    finally:
        controller.stop()


@pytest.fixture
def post_office() -> Iterator[PostOffice]:
    """Plain SMTP."""
    yield from _office(PostOffice())


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of our own for 127.0.0.1, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "post office")])
    now = datetime.now(tz=UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("certificate") / "post-office.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine trusts our certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


def _context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def starttls_office(certificate: Path) -> Iterator[PostOffice]:
    """Wants STARTTLS and the password "hemligt" before it takes anything."""
    office = PostOffice()
    yield from _office(
        office,
        tls_context=_context(certificate),
        require_starttls=True,
        authenticator=office.login,
        auth_required=True,
    )


@pytest.fixture
def smtps_office(certificate: Path) -> Iterator[PostOffice]:
    """TLS from the first byte."""
    yield from _office(PostOffice(), ssl_context=_context(certificate))
