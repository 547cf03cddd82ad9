"""A small IMAP server on loopback with TLS: enough of RFC 3501 for a mailbox to be emptied.

It has not been compared with a real server.
"""

from __future__ import annotations

import base64
import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest


@dataclass
class Mailboxes:
    """One account with one folder. `refuses` are commands answered by NO; `dies_at` a command at
    which the connection is cut."""

    port: int = 0
    username: str = "kontakt@granby.example"
    password: str = "hemligt åäö"
    mails: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    refuses: set[str] = field(default_factory=set)
    dies_at: str = ""
    waits_at: str = ""
    waiting: threading.Event = field(default_factory=threading.Event)
    commands: list[str] = field(default_factory=list)
    sizes: dict[int, int] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return (
            "imaps://kontakt%40granby.example:hemligt%20%C3%A5%C3%A4%C3%B6"
            f"@127.0.0.1:{self.port}/INBOX"
        )

    def put(self, raw: bytes, *, claims: int | None = None) -> int:
        key = len(self.mails) + 1
        self.mails[key] = raw
        if claims is not None:
            self.sizes[key] = claims
        return key


class _Handler(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        boxes = self.server.boxes
        self.wfile.write(b"* OK ready\r\n")
        while line := self.rfile.readline():
            tag, _, rest = line.decode("utf-8").strip().partition(" ")
            name = rest.split(" ")[0].upper()
            command = " ".join(rest.split(" ")[:2]).upper() if name == "UID" else name
            boxes.commands.append(rest if name not in {"LOGIN", "AUTHENTICATE"} else name)
            if boxes.dies_at == command:
                return
            if boxes.waits_at == command:
                boxes.waiting.set()
                self.rfile.read()  # Until the other one has gone.
                return
            if command in boxes.refuses:
                self._say(f"{tag} NO not now")
            elif not self._answer(tag, command, rest):
                return

    def _answer(self, tag: str, command: str, rest: str) -> bool:
        boxes = self.server.boxes
        if command == "CAPABILITY":
            self._say("* CAPABILITY IMAP4rev1 AUTH=PLAIN")
        elif command == "AUTHENTICATE" and not self._logs_in():
            self._say(f"{tag} NO wrong password")
            return True
        elif command == "SELECT":
            self._say(f"* {len(boxes.mails)} EXISTS")
        elif command == "UID SEARCH":
            unseen = [str(key) for key in boxes.mails if key not in boxes.seen]
            self._say(" ".join(["* SEARCH", *unseen]))
        elif command == "UID FETCH":
            self._fetch(rest)
        elif command == "UID STORE":
            boxes.seen.add(int(rest.split(" ")[2]))
        elif command == "LOGOUT":
            self._say("* BYE")
            self._say(f"{tag} OK bye")
            return False
        self._say(f"{tag} OK done")
        return True

    def _logs_in(self) -> bool:
        self._say("+ ")
        given = base64.b64decode(self.rfile.readline()).decode().split("\0")
        return given[1:] == [self.server.boxes.username, self.server.boxes.password]

    def _fetch(self, rest: str) -> None:
        boxes = self.server.boxes
        for key in (int(one) for one in rest.split(" ")[2].split(",")):
            raw = boxes.mails[key]
            if "RFC822.SIZE" in rest:
                size = boxes.sizes.get(key, len(raw))
                self._say(f"* {key} FETCH (UID {key} RFC822.SIZE {size})")
                continue
            if partial := re.search(r"BODY\.PEEK\[HEADER\]<0\.(\d+)>", rest):
                raw = (raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n")[: int(partial[1])]
            else:
                assert "BODY.PEEK[]" in rest, "a mail must stay unseen until it is committed"
            self.wfile.write(f"* {key} FETCH (UID {key} BODY[] {{{len(raw)}}}\r\n".encode())
            self.wfile.write(raw + b")\r\n")

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    boxes: Mailboxes
    context: ssl.SSLContext

    def finish_request(self, request, client_address) -> None:  # type: ignore[no-untyped-def]
        try:
            with self.context.wrap_socket(request, server_side=True) as secure:
                super().finish_request(secure, client_address)  # type: ignore[arg-type]
        except (ssl.SSLError, ConnectionError):
            pass  # The client did not trust us, or went away.


@pytest.fixture
def imap_server(certificate: Path) -> Iterator[Mailboxes]:
    """TLS from the first byte. Clients that shall trust it use the fixture `trusted`, too."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.boxes = Mailboxes(port=server.server_address[1])
        server.context = context
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server.boxes
        server.shutdown()
        thread.join()
