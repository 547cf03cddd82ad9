"""`hundra demo` from outside: it answers, it stays, and it leaves nothing behind."""

import signal
import socket
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from tests.config.operation.conftest import find_port

from hundra.config.process import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def _answers(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError):
        return False


def _ours(home):
    """Every process that belongs to the home, by its environment or its files."""
    name = str(home).encode()
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdecimal():
            try:
                told = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
            except OSError:
                continue
            if name in told:
                found.append(int(process.name))
    return found


def _start(program, port):
    return program.started("demo", PORT=str(port))


def _until_ready(process):
    """What it says until it stays in front."""
    said = []
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C" in line:
            break
    return "".join(said)


def test_it_tells_the_logins_refuses_a_second_and_ends_all_that_it_started(program, free_port):
    program.server.stop()
    with _start(program, free_port) as process:
        said = _until_ready(process)
        assert f"http://localhost:{free_port}/" in said
        assert "administrator@granby.example" in said
        assert _answers(free_port)
        assert program.server.pid()
        code, second = program.run("demo", PORT=str(find_port()))
        assert (code, "redan igång" in second) == (1, True)
        process.send_signal(signal.SIGINT)

        assert process.wait(60) == 0
    # Those that watch over others see that they are alone, and end a moment after them.
    assert wait_until(lambda: _ours(program.home) == [], seconds=20)
    assert not _answers(free_port)


def test_kill_9_leaves_nothing_and_the_next_start_is_warm_and_keeps_what_was_there(
    program, free_port
):
    program.server.stop()
    with _start(program, free_port) as process:
        _until_ready(process)
        process.kill()
        process.wait()
    assert wait_until(lambda: _ours(program.home) == [], seconds=20)

    began = time.monotonic()
    with _start(program, free_port) as process:
        said = _until_ready(process)
        # It takes 6 s; a machine that runs other tests meanwhile is given time.
        assert time.monotonic() - began < 30
        assert "påhittad kommun" not in said  # Nothing was filled anew.
        process.send_signal(signal.SIGINT)
        process.wait(30)


def test_a_database_that_ran_before_runs_after(program, free_port):
    program.server.start()
    pid = program.server.pid()
    with _start(program, free_port) as process:
        _until_ready(process)
        process.send_signal(signal.SIGTERM)
        process.wait(30)

    assert program.server.pid() == pid
    assert not _answers(free_port)


def test_a_port_that_is_taken_is_said_so(program):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, said = program.run("demo", PORT=str(port))

    assert code == 1
    assert f"Port {port} går inte att använda" in said
    assert "Traceback" not in said
