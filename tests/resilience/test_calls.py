"""Web, worker and database killed mid-call: no contact is lost, doubled or left in between.

The processes are real, and killed as the kernel does it. The telephone provider is the simulator,
which tells again what it got no answer to, as 46elks does.
"""

import http.client
import json
import os
import shutil
import signal
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest
from tests.hear.contacts.test_letters import raw_mail
from tests.plugins.processes import children_serving
from tests.resilience.installation import Installation, wait_until
from tests.resilience.line import Line

from hundra.adapters.voice.simulator import Provider, State

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.timeout(1800)]

DESK = "+4619210000"
SECONDS = 400  # The machine may be busy with other things; nobody waits longer than needed.
TOKEN = "t" * 32
MAILED = "select state from contacts_contact where channel = 'email'"
CRASH_LOOP = 7  # Seconds. A worker that dies twice within 5.5 ends the whole server (Granian).
WAITS_FOR_A_LOCK = (
    "select count(*) from pg_stat_activity"
    " where wait_event_type = 'Lock' and datname = current_database()"
)


def now():
    return datetime.now(tz=UTC)


def _kill(pids):
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


class Centre(Installation):
    """An installation with a desk that takes calls and mail, and one guide at work."""

    def set_up(self):
        said = self.run("shell", "-c", (Path(__file__).parent / "centre.py").read_text())
        self.told = json.loads(said.partition("TOLD ")[2].splitlines()[0])

    def serve(self):
        """From now on, if not from before."""
        if "serve" not in self.processes:
            self.start_server()
        self.wait()

    def kill_server(self):
        """It, and those that it had started: one that waits for a lock would end first after it."""
        children = children_serving(self.processes["serve"].pid)
        self.kill("serve")
        _kill(children)
        assert wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children), 20)

    def kill_children(self):
        """Those that answer requests; the server starts others in their place."""
        _kill(children_serving(self.processes["serve"].pid))
        self.killed_at = time.monotonic()

    def grow_older_than_a_crash_loop(self):
        """So that the next death of a child is not taken for one of a row."""
        self.wait()
        time.sleep(max(0.0, self.killed_at + CRASH_LOOP - time.monotonic()))

    def works(self):
        """Pages come, from the database as well."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", "/kontakt/")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def wait(self):
        assert wait_until(self.works, SECONDS), self.logs()

    # --- Its database ---

    def ask(self, query, *values):
        with psycopg.connect(self.database.place.url, autocommit=True) as connection:
            found = connection.execute(query, values)
            return found.fetchall() if found.description else []

    def one(self, query, *values):
        return self.ask(query, *values)[0][0]

    @contextmanager
    def locked(self, table):
        """Whoever writes to the table waits in the middle of its transaction."""
        with psycopg.connect(self.database.place.url) as connection:
            connection.execute(f"lock table {table} in exclusive mode")
            yield
            connection.rollback()

    def wait_for_someone_at_the_lock(self):
        with psycopg.connect(self.database.place.url, autocommit=True) as connection:

            def somebody_waits():
                return connection.execute(WAITS_FOR_A_LOCK).fetchone()[0] > 0

            assert wait_until(somebody_waits, SECONDS), self.logs()

    def logs(self):
        return "".join(file.read_text()[-3000:] for file in self.home.glob("*.log"))

    # --- The guide ---

    def contact_of(self, call):
        return self.one(
            "select id from contacts_contact where external_id = %s", f"46elks:{call.id}"
        )

    def state_of(self, call):
        return self.one(
            "select state from contacts_contact where external_id = %s", f"46elks:{call.id}"
        )

    def guide_does(self, path, **form):
        """What a button on the guide's page sends."""
        cookie, value = self.told["session"]
        headers = {
            "Cookie": f"{cookie}={value}; {self.told['csrf']}={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", f"/arbete/servicecenter/{path}/", urlencode(form), headers)
            return connection.getresponse().status
        finally:
            connection.close()

    def guide_answers(self, call):
        return self.guide_does(f"kontakter/{self.contact_of(call)}/svara")

    def guide_is_ready(self):
        assert self.guide_does("tillganglighet", to="ready") in (200, 302)


@pytest.fixture(scope="module")
def installation(migrated):
    """One for all the tests: to start it costs more than to kill it."""
    home = Path(tempfile.mkdtemp(prefix="hundra-calls-"))
    home.chmod(0o711)
    made = Centre(
        home,
        "console:",
        HUNDRA_DEMO="1",
        HUNDRA_SEARCH_MEANING="0",
        HUNDRA_LOG_LEVEL="ERROR",
    )
    made.environment["HUNDRA_BASE_URL"] = f"http://127.0.0.1:{made.port}"
    try:
        made.prepare(migrated)
        made.set_up()
        yield made
    finally:
        made.stop()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def provider(installation, request):
    """Each test's calls are known by their prefix."""
    line = Line(installation)
    prefix = f"{request.node.name[-9:]}-"
    yield Provider(installation.told["webhook"], transport=line, prefix=prefix)
    line.close()


def in_line(provider, number="+46701740601"):
    call = provider.place_call(from_number=number, to_number=DESK, at=now())
    provider.press(call, "1", at=now())
    return call


def check_that_all_is_lawful(installation, calls):
    """One contact a call, each over once, with each step once; the guide is free."""
    ours = f"{calls[0].id.rpartition('-')[0]}-%"
    found = installation.ask(
        "select external_id, state from contacts_contact where external_id like %s",
        f"46elks:{ours}",
    )
    assert Counter(external_id for external_id, _ in found) == Counter(
        f"46elks:{call.id}" for call in calls
    )
    found = dict(found)
    assert set(found.values()) <= {"abandoned", "wrap_up", "done"}, found
    kept = "select count(*), count(hung_up_at) from contacts_call where provider_id like %s"
    assert installation.ask(kept, ours) == [(len(calls), len(calls))]
    for external_id, state in found.items():
        events = Counter(
            kind
            for (kind,) in installation.ask(
                "select kind from contacts_contactevent join contacts_contact c"
                " on c.id = contact_id where external_id = %s",
                external_id,
            )
        )
        assert events["received"] == events["keyed"] == events["queued"] == 1, events
        assert events["abandoned"] == (state == "abandoned"), events
        assert events["ended"] == events["answered"] == (state != "abandoned"), events
    spells = installation.ask(
        "select availability, count(*) from contacts_availabilityspell where until is null"
        " group by 1"
    )
    ((guide,),) = installation.ask("select availability from contacts_guide")
    assert spells == [(guide, 1)]
    assert guide in {"ready", "wrap_up"}


def test_the_web_server_is_killed_between_a_webhooks_arrival_and_its_answer(installation, provider):
    installation.serve()
    waiting = in_line(provider)

    # Killed while the next call is being written down: nothing of it remains, and it is told again.
    with ThreadPoolExecutor(1) as pool:
        with installation.locked("contacts_call"):
            coming = pool.submit(in_line, provider, "+46701740602")
            installation.wait_for_someone_at_the_lock()
            installation.kill_children()
            time.sleep(0.2)
        talking = coming.result(SECONDS)
    assert talking.experience.retries >= 1
    installation.grow_older_than_a_crash_loop()

    # Killed when the guide's answer is being written down: the guide presses once more.
    assert installation.state_of(waiting) == "offered"
    with ThreadPoolExecutor(1) as pool:
        with installation.locked("contacts_contactevent"):
            pressed = pool.submit(installation.guide_answers, waiting)
            installation.wait_for_someone_at_the_lock()
            installation.kill_children()
        with pytest.raises((OSError, http.client.HTTPException)):
            pressed.result(SECONDS)
    assert installation.state_of(waiting) == "offered"
    installation.wait()
    assert installation.guide_answers(waiting) in (200, 302)
    provider.hold_ends(waiting, at=now())
    assert waiting.state is State.TALKING

    # Killed when the end of the talk has been written down, and before that was answered.
    def kill_when_written():
        assert wait_until(lambda: installation.state_of(waiting) == "wrap_up", SECONDS)
        installation.kill_server()
        installation.serve()

    provider.transport.lose_answer = kill_when_written
    provider.guide_hangs_up(waiting, at=now())
    assert waiting.is_over
    assert waiting.experience.retries >= 1

    # All goes on: the other one is answered, and hangs up.
    installation.guide_is_ready()
    assert installation.state_of(talking) == "offered"
    installation.guide_answers(talking)
    provider.hold_ends(talking, at=now())
    provider.hang_up(talking, at=now())
    check_that_all_is_lawful(installation, [waiting, talking])


class Traffic:
    """Callers who ring, wait a little and give up, one call after the other; a guide answers."""

    def __init__(self, installation, provider):
        self.installation, self.provider = installation, provider
        self.is_over = threading.Event()

    def ring(self, number):
        while not self.is_over.is_set():
            call = in_line(self.provider, number)
            for _ in range(3):
                if call.state is State.HELD:
                    self.provider.hold_ends(call, at=now())
            self.provider.hang_up(call, at=now())

    def answer(self):
        while not self.is_over.is_set():
            with suppress(OSError, http.client.HTTPException, psycopg.OperationalError):
                self._answer_what_rings()
            time.sleep(0.05)

    def _answer_what_rings(self):
        rings = "select id from contacts_contact where state = 'offered'"
        for (contact,) in self.installation.ask(rings):
            self.installation.guide_does(f"kontakter/{contact}/svara")
        self.installation.guide_does("tillganglighet", to="ready")


def test_the_database_is_killed_while_calls_go_on(installation, provider):
    installation.serve()
    installation.guide_is_ready()
    traffic = Traffic(installation, provider)

    def go_on(more):
        enough = len(provider.calls) + more
        assert wait_until(lambda: len(provider.calls) >= enough, SECONDS)

    def somebody_was_answered():
        return installation.one("select count(answered_at) from contacts_contact") > 0

    with ThreadPoolExecutor(4) as pool:
        running = [pool.submit(traffic.ring, f"+4670174060{n}") for n in range(3)]
        running.append(pool.submit(traffic.answer))
        try:
            go_on(8)
            installation.kill_database(away=0.5)
            go_on(8)
            assert wait_until(somebody_was_answered, SECONDS)
        finally:
            traffic.is_over.set()
        for one in running:
            one.result(SECONDS)
    assert installation.processes["serve"].poll() is None
    calls = list(provider.calls.values())
    assert sum(call.experience.retries for call in calls) > 0
    installation.guide_is_ready()
    check_that_all_is_lawful(installation, calls)


def test_the_worker_is_killed_in_the_middle_of_fetching_mail(
    installation, imap_server, certificate
):
    installation.environment |= {
        "HUNDRA_IMAP_URL": imap_server.url,
        "SSL_CERT_FILE": str(certificate),
    }
    enclosed = {"Message_ID": "<killed@granby.example>", "To": "kontakt@granby.example"}
    imap_server.put(raw_mail(**enclosed))

    def mails():
        return installation.one("select count(*) from contacts_letter")

    # Killed with the mail half written: nothing of it remains.
    with installation.locked("contacts_letter"):
        installation.start("worker")
        installation.wait_for_someone_at_the_lock()
        installation.kill("worker")
    assert (mails(), imap_server.seen) == (0, set())
    assert installation.ask(MAILED) == []

    # Killed when it is written, and before the mailbox has been told.
    imap_server.waits_at = "UID STORE"
    _let_a_minute_pass(installation)
    installation.start("worker")
    assert imap_server.waiting.wait(SECONDS)
    installation.kill("worker")
    imap_server.waits_at = ""
    assert (mails(), imap_server.seen) == (1, set())

    # The next round finds that it is known.
    _let_a_minute_pass(installation)
    installation.start("worker")
    assert wait_until(lambda: imap_server.seen == {1}, SECONDS)
    assert mails() == 1
    assert installation.ask(MAILED) == [("waiting",)]
    installation.kill("worker")


def _let_a_minute_pass(installation):
    """As the queue sees it: dead workers are missed, and what is done each minute is due."""
    installation.ask("update procrastinate_workers set last_heartbeat = now() - interval '1 hour'")
    installation.ask("delete from procrastinate_periodic_defers")
