"""Following addresses: what works, what does not, and what is never asked."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from hundra.adapters import web
from hundra.hear.knowledge.following import Followed, Outcome


class Site(BaseHTTPRequestHandler):
    """/404, /200 …; /hem leads to /200; /runt leads to itself; /get says no to HEAD."""

    asked: list[tuple[str, str, str]] = []

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.asked.append((self.command, self.path, self.headers["Host"]))
        moves = {"/hem": "/200", "/runt": "/runt", "/inat": "http://169.254.169.254/"}
        if self.path in moves:
            self.send_response(302)
            self.send_header("Location", moves[self.path])
        elif self.path == "/get":
            self.send_response(500 if self.command == "HEAD" else 200)
        else:
            self.send_response(int(self.path[1:4]))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """The test's own output is enough."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def follow(path: str, port: int, *, allowed: web.Allowed = lambda address: True) -> Followed:
    ports = {"http": port, "https": port}
    return web.follow(f"http://localhost:{port}{path}", allowed=allowed, ports=ports)


@pytest.mark.parametrize(
    ("path", "outcome", "said"),
    [
        ("/200", Outcome.WORKS, "200"),
        ("/hem", Outcome.WORKS, "200"),
        ("/get", Outcome.WORKS, "200"),
        ("/403", Outcome.WORKS, "403"),
        ("/404", Outcome.BROKEN, "404"),
        ("/500", Outcome.BROKEN, "500"),
        ("/runt", Outcome.BROKEN, "goes_round"),
        ("/200 å?q=ö", Outcome.WORKS, "200"),
    ],
)
def test_what_is_found_at_an_address(path, outcome, said, port):
    found = follow(path, port)
    assert (found.outcome, found.said) == (outcome, said)


def test_an_address_that_leads_into_our_own_net_is_never_asked(port):
    Site.asked.clear()
    assert follow("/200", port, allowed=web.is_public).outcome is Outcome.NOT_PUBLIC
    assert Site.asked == []


def test_a_public_page_cannot_send_us_into_our_own_net(port):
    found = follow("/inat", port, allowed=lambda address: address.startswith(("127.", "::1")))
    assert found.outcome is Outcome.NOT_PUBLIC


def test_other_ports_are_never_asked(port):
    found = web.follow("http://localhost:5432/", allowed=lambda address: True)
    assert found.outcome is Outcome.NOT_PUBLIC


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("::1", False),
        ("::ffff:10.0.0.1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),
    ],
)
def test_only_what_the_whole_internet_reaches_is_public(address, public):
    assert web.is_public(address) is public


@pytest.mark.parametrize(
    "url", ["ftp://e.example/", "http://", "javascript:alert(1)", "http://[::"]
)
def test_what_is_no_web_address_is_broken(url):
    assert web.follow(url).outcome is Outcome.BROKEN
