"""`hundra demo`: starts all that is needed in a made-up municipality, and ends it all again.

Stays in front. Its children get a signal when it ends, however it ends: nothing is left behind.
"""

import argparse
import fcntl
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from hundra.config.environment.reading import home_folder, read_environment
from hundra.config.operation.own_database import own_server
from hundra.config.problem import Problem, in_both
from hundra.config.process import end_with_parent

ANSWER_SECONDS = 60  # For one question; who waits for longer asks anew.
TELL_SECONDS = 15
STOP_SECONDS = 15
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """A signal asked the demo to stop."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="hundra demo")
    parser.add_argument("--scale", choices=["small", "large"])
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    options = parser.parse_args(arguments)
    for number in STOPPING:
        signal.signal(number, _stop)
    try:
        with ExitStack() as running:
            return _run(options, running)
    except Stopped:
        _say("Stoppad. Allt som startades är avslutat.", "Stopped, with all that was started.")
        return 0


def _stop(_number: int, _frame: FrameType | None) -> None:
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)  # Asked again while ending: it ends already.
    raise Stopped


def _run(options: argparse.Namespace, running: ExitStack) -> int:
    home = home_folder()
    _check_port(options.host, options.port)
    _make_home(home)
    running.enter_context(_only_demo_of(home))
    _set_environment(home, options)
    read_environment()
    server = own_server()
    if server is not None and server.start(with_parent=True):
        running.callback(server.stop)
    logins = _prepare(options)
    serve = ["serve", "--prepared", "--host", options.host, "--port", str(options.port)]
    children = [running.enter_context(_child(serve)), running.enter_context(_child(["worker"]))]
    address = f"http://{_visitors_host(options.host)}:{options.port}/"
    _wait_for_answer(address, children)
    print(_welcome(address, logins), flush=True)
    return _watch(children)


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError as error:
            raise Problem(
                f"Port {port} går inte att använda ({error.strerror}). Välj en annan: "
                f"PORT={port + 1} make demo",
                f"Port {port} can't be used ({error.strerror}). Choose another: "
                f"PORT={port + 1} make demo",
            ) from error


def _make_home(home: Path) -> None:
    if not home.exists():
        home.mkdir(parents=True)
        # Root's database runs as another user, who must get through to its own folder.
        home.chmod(0o711 if os.geteuid() == 0 else 0o700)


@contextmanager
def _only_demo_of(home: Path) -> Iterator[None]:
    with (home / "demo.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Problem(
                f"En demo är redan igång i {home}. Avsluta den, eller ange en annan mapp i "
                "HUNDRA_HOME.",
                f"A demo is running in {home} already. End it, or set another folder in "
                "HUNDRA_HOME.",
            ) from None
        yield


def _set_environment(home: Path, options: argparse.Namespace) -> None:
    address = f"http://{_visitors_host(options.host)}:{options.port}"
    os.environ.pop("HUNDRA_DEBUG", None)
    os.environ["HUNDRA_DEMO"] = "1"
    os.environ["HUNDRA_HOME"] = str(home)
    os.environ.setdefault("HUNDRA_BASE_URL", address)
    os.environ.setdefault("HUNDRA_SECRET_KEY", _secret_key(home))
    os.environ.setdefault("HUNDRA_PROCESSES", "1")
    os.environ.setdefault("HUNDRA_LOG_LEVEL", "WARNING")


def _secret_key(home: Path) -> str:
    """The home's own, made at the first start: sign-ins outlive a restart."""
    file = home / "secret-key"
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(50))
    return file.read_text()


def _visitors_host(host: str) -> str:
    return "localhost" if host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else host  # noqa: S104


def _prepare(options: argparse.Namespace) -> list[dict[str, str]]:
    """Migrates, fills what is empty, and tells the logins."""
    command = [sys.executable, "-m", "hundra.config.operation.demo_contents"]
    scale = ["--scale", options.scale] if options.scale else []
    with _process([*command, *scale], stdout=subprocess.PIPE) as process:
        said, _ = process.communicate()
    if process.returncode:
        raise Problem(
            "Demon kunde inte fyllas; felet står ovanför.",
            "The demo could not be filled; the error is above.",
        )
    logins: list[dict[str, str]] = json.loads(said)
    return logins


def _child(arguments: list[str]) -> Any:
    return _process([sys.executable, "-m", "hundra", *arguments])


@contextmanager
def _process(command: list[str], **options: Any) -> Iterator["subprocess.Popen[bytes]"]:
    """Out of reach for the terminal's Ctrl-C: it is told to stop when the block is left."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=end_with_parent(signal.SIGTERM),  # noqa: PLW1509 (one thread)
        **options,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for_answer(address: str, children: list["subprocess.Popen[bytes]"]) -> None:
    """As long as all live: a machine with much else to do may need minutes. Says that it waits."""
    began = told = time.monotonic()
    while _all_alive(children):
        if _answers(address):
            return
        if time.monotonic() - told >= TELL_SECONDS:
            told = time.monotonic()
            seconds = round(told - began)
            _say(
                f"Servern startar fortfarande ({seconds} s) …",
                f"The server is still starting ({seconds} s) …",
            )
        time.sleep(0.1)
    raise Problem(
        "Servern kunde inte starta; felet står ovanför.",
        "The server could not start; the error is above.",
    )


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=ANSWER_SECONDS).close()  # noqa: S310 (our own)
    except urllib.error.HTTPError as answer:
        answer.close()
        return False
    except OSError:  # Nobody listens yet, or the answer takes too long.
        return False
    return True


def _watch(children: list["subprocess.Popen[bytes]"]) -> int:
    """Until a signal comes, or something ends that should not."""
    while _all_alive(children):
        time.sleep(0.5)
    _say("En del av demon avslutades oväntat.", "A part of the demo ended unexpectedly.")
    return 1


def _all_alive(children: list["subprocess.Popen[bytes]"]) -> bool:
    return all(child.poll() is None for child in children)


def _welcome(address: str, logins: list[dict[str, str]]) -> str:
    rows = [
        f"  {login['email']:<34} {login['password']:<14} {login['role']:<18} {login['name']}"
        for login in logins
    ]
    return "\n".join(
        [
            "",
            f"Hundra: {address}",
            f"Logga in / sign in: {address}arbete/",
            "",
            *rows,
            "",
            "Avsluta med Ctrl-C / stop with Ctrl-C",
        ]
    )


def _say(sv: str, en: str) -> None:
    print(in_both(sv, en), file=sys.stderr, flush=True)
