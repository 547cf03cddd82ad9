"""The server as an operator runs it, from outside."""

import gzip
import http.client
import re
import signal
import threading
import time
from pathlib import Path

import pytest
from tests.config.operation.conftest import PRODUCTION
from tests.plugins.processes import children_serving

from hundra.config.process import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
HEADERS = {"Host": "hundra.granby.example", "X-Forwarded-Proto": "https"}


def _get(port, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers=HEADERS | headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def _answers(port):
    try:
        return _get(port, "/")[0] == 200
    except OSError:
        return False


def _listens_for_sigterm(pid):
    """By the kernel's mask of the signals that the process handles itself."""
    status = Path(f"/proc/{pid}/status").read_text()
    caught = int(re.search(r"^SigCgt:\s*(\w+)", status, re.MULTILINE).group(1), 16)
    return bool(caught >> (signal.SIGTERM - 1) & 1)


@pytest.fixture
def served(program, free_port):
    """A running server: its process and its port."""
    with program.started(
        "serve", "--port", str(free_port), **PRODUCTION, HUNDRA_PROCESSES="2"
    ) as process:
        assert wait_until(lambda: _answers(free_port), seconds=150), process.poll()
        yield process, free_port
        process.terminate()
        process.wait(30)


def test_it_serves_pages_securely_and_files_compressed_and_for_ever(served):
    _process, port = served
    status, headers, page = _get(port, "/")
    assert status == 200
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "'unsafe-inline'" not in headers["Content-Security-Policy"]

    style = re.search(rb"/static/[\w./-]+\.[0-9a-f]{12}\.css", page).group().decode()
    status, headers, content = _get(port, style, **{"Accept-Encoding": "gzip"})
    assert status == 200
    assert "immutable" in headers["Cache-Control"]
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(content)
    assert _get(port, "/", Host="other.example")[0] == 400


def test_a_reload_replaces_every_process_and_fails_no_visitor(served):
    process, port = served
    before = children_serving(process.pid)
    assert len(before) == 2
    statuses = []
    done = threading.Event()

    def visit():
        while not done.is_set():
            statuses.append(_get(port, "/")[0])
            time.sleep(0.05)

    visitor = threading.Thread(target=visit)
    visitor.start()
    try:
        process.send_signal(signal.SIGHUP)
        replaced = wait_until(
            lambda: len(now := children_serving(process.pid)) == 2 and not now & before, seconds=60
        )
    finally:
        done.set()
        visitor.join()

    assert replaced
    assert set(statuses) == {200}


def test_kill_9_leaves_no_process_behind(served):
    process, _port = served
    children = children_serving(process.pid)
    assert children
    process.kill()
    process.wait()

    assert wait_until(
        lambda: not any(Path(f"/proc/{pid}").exists() for pid in children), seconds=20
    )


def test_it_refuses_a_database_that_lacks_changes(program, module_servers, free_port):
    from tests.config.operation.conftest import Program

    empty = Program(module_servers())
    code, said = empty.run("serve", "--port", str(free_port))

    assert code == 1
    assert "hundra migrate" in said


def test_it_refuses_to_show_its_inside(program):
    code, said = program.run("serve", HUNDRA_DEBUG="1")

    assert code == 1
    assert "HUNDRA_DEBUG är 1" in said


def test_it_refuses_settings_that_are_wrong_and_says_all(program):
    wrong = PRODUCTION | {"HUNDRA_BASE_URL": "http://hundra.granby.example"}
    code, said = program.run("serve", **wrong, HUNDRA_ALLOWED_HOSTS="*", HUNDRA_BRAND_COLOR="blue")

    assert code == 1
    for name in ("HUNDRA_BASE_URL", "HUNDRA_ALLOWED_HOSTS", "HUNDRA_BRAND_COLOR"):
        assert name in said
    assert "Traceback" not in said


def test_check_install_lists_all_that_is_in_place_and_what_is_not(program):
    code, said = program.run("check-install")

    assert code == 1
    for line in ("✓ Databas /", "✓ Databasens ändringar", "✓ Hem", "✓ E-post", "✗ Administratör"):
        assert line in said
    assert "hundra create-administrator" in said


def test_the_worker_stops_when_asked(program):
    with program.started("worker") as process:
        assert wait_until(lambda: _listens_for_sigterm(process.pid), seconds=60)
        process.terminate()

        assert process.wait(30) == 0
