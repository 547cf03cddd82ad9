"""An attacker with the whole database tries to tell which employee answered what, and fails.

They dump it twice, while the wave is open and when it has closed: every column of every table of
ours, where each row lies (ctid), which transaction wrote it (xmin), the sequences, and what
PostgreSQL counts by itself. They know who was asked, and in what order people answered. They
don't have the installation's secret. That they would see a leak is shown by planting some.
"""

import base64
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from tests.factories.organisation import UnitFactory
from tests.factories.surveys import open_wave

from hundra.hear.surveys.models import BallotBox, Member, WaveComment, WaveInvitation
from hundra.hear.surveys.services import closing, sealed

PEOPLE = 40
CHANCE = 18
"""Who knows the units is right about one of ten by chance: four of forty. More than 18 happens
less than once in a million."""

Row = dict[str, Any]
Dump = dict[str, list[Row]]
STARTED = re.compile(r"^(surveys_wave|surveys_ballot|surveys_sealed|surveys_member|surveys_pub)")


def dump() -> Dump:
    """The tables of staff surveys, their histories too, as whoever reads the disk has them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = sorted(name for (name,) in cursor.fetchall() if STARTED.match(name))
        found: Dump = {}
        for table in tables:
            cursor.execute(
                f"SELECT *, ctid::text AS ctid, xmin::text::bigint AS xmin,"
                f" xmax::text::bigint AS xmax FROM {table}"
            )
            names = [column.name for column in cursor.description or ()]
            found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        return found


def counters() -> Row:
    """Sequences, and what PostgreSQL counts of each table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences")
        counted: Row = dict(cursor.fetchall())
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute(
            "SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_user_tables"
            " WHERE relname ~ '^surveys_'"
        )
        return counted | {row[0]: row[1:] for row in cursor.fetchall()}


def lies(row: Row) -> tuple[int, int]:
    page, number = row["ctid"].strip("()").split(",")
    return int(page), int(number)


class Workplace:
    """Forty employees with an answer each of their own, who answer in a known order."""

    def __init__(self) -> None:
        rng = random.Random(7)
        top = UnitFactory()
        units = [UnitFactory(parent=top) for _ in range(4)]
        asked = {unit: PEOPLE // len(units) for unit in units}
        self.wave, invited = open_wave(asked, unit=top, set="introduction")
        self.codes = [one.code for one in self.wave.question_set.items.all()]
        rng.shuffle(invited)
        self.order = [one.member_id for one in invited]
        self.said: dict[int, tuple[int, ...]] = {}
        client = Client()
        for number, one in enumerate(invited):
            # In base 5, so that everybody's first three answers are their own.
            mine = (number // 25 + 1, number // 5 % 5 + 1, number % 5 + 1)
            self.said[one.member_id] = mine
            sent = dict(zip(self.codes[:3], map(str, mine), strict=True))
            sent["missing"] = f"Ord {number}."
            assert client.post(f"/enkat/{one.secret}/", sent).status_code == 302
            assert client.cookies == {}

    def right(self, people: list[int], answers: list[tuple[int, ...]]) -> int:
        """How many are right if the people's order is taken for the answers'."""
        pairs = zip(people, answers, strict=False)
        return sum(self.said.get(person) == tuple(given) for person, given in pairs)


@pytest.fixture
def workplace(transactional_db: None) -> Workplace:
    return Workplace()


def number_of(text: str) -> tuple[int, ...]:
    number = int(text.split()[1].rstrip("."))
    return (number // 25 + 1, number // 5 % 5 + 1, number % 5 + 1)


def orders_of_people(found: Dump, workplace: Workplace) -> Iterator[list[int]]:
    """Every order that the people could be put in."""
    yield workplace.order
    members, invitations = found["surveys_member"], found["surveys_waveinvitation"]
    for key in (lies, lambda row: row["id"], lambda row: row["xmin"], lambda row: row["person_id"]):
        yield [row["id"] for row in sorted(members, key=key)]
    for key in (
        lies,
        lambda row: row["id"],
        lambda row: (row["xmin"], lies(row)),
        lambda row: row["secret_hash"],
    ):
        yield [row["member_id"] for row in sorted(invitations, key=key)]


def links(found: Dump, workplace: Workplace, answers: list[tuple[int, ...]]) -> int:
    """The most that any order of people, forwards or backwards, gets right."""
    return max(
        workplace.right(people, given)
        for people in orders_of_people(found, workplace)
        for given in (answers, answers[::-1])
    )


def told(found: Dump) -> str:
    return repr(found)


def test_while_it_is_open_a_dump_holds_no_answer(workplace: Workplace) -> None:
    found = dump()
    assert len(found["surveys_waveinvitation"]) == PEOPLE
    assert "Ord " not in told(found)
    assert found["surveys_wavecomment"] == []
    boxes = found["surveys_ballotbox"]
    # A row for each unit, all of the same size: the last one who answered is all that it tells.
    assert len(boxes) == 4
    assert len({len(row["content"]) for row in boxes}) == 1
    for row in boxes:
        token = base64.urlsafe_b64decode(row["content"])
        assert token[1:9] == bytes(8), "the second that it was sealed"


def test_while_it_is_open_a_row_of_those_who_answered_has_no_time(workplace: Workplace) -> None:
    for table, rows in dump().items():
        if table.endswith("event") or table == "surveys_wave":
            continue
        for row in rows:
            assert [name for name, value in row.items() if hasattr(value, "hour")] == [], table


def test_even_who_opens_a_box_finds_no_order_in_it(workplace: Workplace) -> None:
    """With the secret too: ballots have been shuffled at each addition."""
    from hundra.hear.surveys.sealing import unsealed

    found = dump()
    answers = [
        tuple(ballot["values"][:3])
        for row in sorted(found["surveys_ballotbox"], key=lies)
        for ballot in unsealed(row["content"])
    ]
    assert len(answers) == PEOPLE
    assert links(found, workplace, answers) <= CHANCE


def test_once_closed_nothing_leads_from_an_answer_to_a_person(workplace: Workplace) -> None:
    before = dump()
    closing.close(wave=workplace.wave, by=None)
    after = dump()
    assert after["surveys_waveinvitation"] == []
    assert after["surveys_ballotbox"] == []
    # What those who asked wrote, told by the order of the dump taken before.
    comments = after["surveys_wavecomment"]
    assert len(comments) == PEOPLE
    keys = (lies, lambda row: str(row["id"]), lambda row: row["unit_id"])
    for key in keys:
        answers = [number_of(row["text"]) for row in sorted(comments, key=key)]
        assert links(before, workplace, answers) <= CHANCE
    # Even with the secret: the sealed answers themselves have no order.
    opened = [tuple(row[:3]) for row in sealed.read(workplace.wave).values.tolist()]
    assert links(before, workplace, opened) <= CHANCE
    assert links(before, workplace, [number_of(row["text"]) for row in comments]) <= CHANCE


def test_own_words_do_not_lead_to_the_rest_of_the_answers(workplace: Workplace) -> None:
    closing.close(wave=workplace.wave, by=None)
    comments = sorted(dump()["surveys_wavecomment"], key=lies)
    opened = [tuple(row[:3]) for row in sealed.read(workplace.wave).values.tolist()]
    theirs = [number_of(row["text"]) for row in comments]
    assert sum(one == other for one, other in zip(opened, theirs, strict=True)) <= CHANCE
    columns = {field.name for field in WaveComment._meta.get_fields()}
    assert not columns & {"member", "person", "invitation", "title", "created_at", "day"}


def test_no_key_of_a_person_or_link_stands_beside_what_was_said(workplace: Workplace) -> None:
    keys = {str(pk) for pk in WaveInvitation.objects.values_list("pk", flat=True)}
    hashes = set(WaveInvitation.objects.values_list("secret_hash", flat=True))
    closing.close(wave=workplace.wave, by=None)
    after = dump()
    everything = told({name: rows for name, rows in after.items() if name != "surveys_member"})
    assert not [key for key in keys | hashes if key in everything]
    assert set(after["surveys_member"][0]) == {
        *(field.column for field in Member._meta.concrete_fields),
        "ctid",
        "xmin",
        "xmax",
    }


def test_closing_writes_all_in_one_transaction_and_members_are_not_touched(
    workplace: Workplace,
) -> None:
    before = {row["id"]: row for row in dump()["surveys_member"]}
    closing.close(wave=workplace.wave, by=None)
    after = dump()
    assert {row["id"]: row for row in after["surveys_member"]} == before
    assert len({row["xmin"] for row in after["surveys_wavecomment"]}) == 1
    written = {row["xmin"] for row in after["surveys_sealedanswers"]}
    assert not written & {row["xmin"] for row in after["surveys_member"]}
    # Units' counts were last written by whoever answered last there: of counts, that is all.
    assert not written & {row["xmin"] for row in after["surveys_waveunit"]}


def test_counters_tell_how_many_and_no_more(workplace: Workplace) -> None:
    """Sequences don't follow the answers; what PostgreSQL counts is the same whoever says what."""
    first = counters()
    _other, (mine, yours) = open_wave({UnitFactory(): 2}, set="introduction")
    between = counters()
    client = Client()
    client.post(f"/enkat/{mine.secret}/", {workplace.codes[0]: "1"})
    once = counters()
    sent = dict.fromkeys(workplace.codes, "5") | {"missing": "Mycket att säga. " * 50}
    client.post(f"/enkat/{yours.secret}/", sent)
    twice = counters()
    assert first != between
    sequences = {name for name in first if name.endswith("_seq")}
    assert {name for name in sequences if between[name] != twice[name]} == set()
    for table in ("surveys_waveinvitation", "surveys_waveunit"):
        grew = [b - a for a, b in zip(between[table], once[table], strict=True)]
        assert grew == [b - a for a, b in zip(once[table], twice[table], strict=True)], table
    assert twice["surveys_ballotbox"][1] - once["surveys_ballotbox"][1] == 1


# The attacker would see it


def test_a_leak_of_order_would_be_seen(workplace: Workplace, monkeypatch) -> None:
    monkeypatch.setattr("random.SystemRandom.shuffle", lambda _self, rows: None)
    top = UnitFactory()
    wave, invited = open_wave({top: 20}, set="introduction")
    client = Client()
    said = {}
    for number, one in enumerate(invited):
        mine = (number // 5 + 1, number % 5 + 1)
        said[one.member_id] = mine
        sent = dict(zip(workplace.codes[:2], map(str, mine), strict=True))
        client.post(f"/enkat/{one.secret}/", {**sent, "missing": f"Ord {number}."})
    people = [one.member_id for one in invited]
    closing.close(wave=wave, by=None)
    opened = [tuple(row[:2]) for row in sealed.read(wave).values.tolist()]
    assert sum(said[p] == given for p, given in zip(people, opened, strict=True)) == 20
    written = sorted(
        (row for row in dump()["surveys_wavecomment"] if row["wave_id"] == wave.pk), key=lies
    )
    assert [row["text"] for row in written] == [f"Ord {number}." for number in range(20)]


def test_answers_in_clear_would_be_seen(workplace: Workplace, monkeypatch) -> None:
    import json

    monkeypatch.setattr(
        "hundra.hear.surveys.services.ballots.sealed", lambda there, block: json.dumps(there)
    )
    monkeypatch.setattr("hundra.hear.surveys.services.ballots.unsealed", lambda text: [])
    _wave, (mine,) = open_wave({UnitFactory(): 1}, set="introduction")
    Client().post(f"/enkat/{mine.secret}/", {"missing": "Ord 99."})
    assert BallotBox.objects.count() == 5
    assert "Ord 99." in told(dump())


def test_a_key_left_beside_the_words_would_be_seen(workplace: Workplace) -> None:
    key = str(WaveInvitation.objects.values_list("pk", flat=True).first())
    closing.close(wave=workplace.wave, by=None)
    comment = WaveComment.objects.first()
    assert comment is not None
    comment.theme = key
    comment.save()
    assert key in told(dump())
