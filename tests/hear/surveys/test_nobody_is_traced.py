"""An attacker with the whole database tries to tell who answered what.

They read every table with what PostgreSQL keeps beside the columns: where a row lies (ctid) and
which transaction wrote it (xmin), in whatever order. They know each invitation's person and what
that person had got in touch about. They don't have the installation's secret.
"""

import json
import random
from collections import Counter
from typing import Any

import pytest
from django.db import connection
from tests.factories.knowledge import ContactReasonFactory
from tests.factories.organisation import UnitFactory
from tests.factories.surveys import asked

from hundra.hear.surveys.models import Answer, Box, Comment, Invitation, Response
from hundra.hear.surveys.services.answering import answer
from hundra.hear.surveys.services.mixing import mix

PEOPLE = 60
LEAST = 7
TABLES = [
    "surveys_invitation",
    "surveys_response",
    "surveys_answer",
    "surveys_comment",
    "surveys_box",
    "surveys_tally",
    "surveys_quarantine",
]


def dumped(table: str) -> list[dict[str, Any]]:
    """A table as the attacker has it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT *, ctid::text AS ctid, xmin::text::bigint AS xmin FROM {table}")
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def place(row: dict[str, Any]) -> tuple[int, int]:
    """Where the row lies: page and number."""
    page, number = row["ctid"].strip("()").split(",")
    return int(page), int(number)


class Town:
    """People who answered, each with a fingerprint of answers; the truth that is sought."""

    def __init__(self) -> None:
        rng = random.Random(4)
        unit = UnitFactory()
        reasons = [ContactReasonFactory().pk for _ in range(3)]
        self.about: dict[str, tuple[str, str, str]] = {}
        self.said: dict[str, tuple[int, ...]] = {}
        people = []
        for _ in range(PEOPLE):
            about = {
                "channel": rng.choice(["phone", "phone", "visit"]),
                "reason": rng.choice(reasons),
                "language": rng.choice(["sv", "sv", "sv", "so", "fi"]),
            }
            made = asked(unit, **about)
            self.about[str(made.pk)] = (
                about["channel"],
                str(about["reason"]),
                about["language"],
            )
            people.append(made)
        rng.shuffle(people)
        self.order = [str(made.pk) for made in people]
        for number, made in enumerate(people):
            # Numbered in base 5, so that every person's answers are their own.
            given = (number // 25 + 1, number // 5 % 5 + 1, number % 5 + 1)
            self.said[str(made.pk)] = given
            codes = ("easily", "kindly", "clearly")
            answer(
                secret=made.secret,
                answers={**dict(zip(codes, given, strict=True)), "better": f"Ord {number}."},
            )


@pytest.fixture
def town(transactional_db: None) -> Town:
    return Town()


def values_of(response: Any) -> tuple[int, ...]:
    found = Answer.objects.filter(response=response).order_by("item__position")
    return tuple(value or 0 for value in found.values_list("value", flat=True))


def right_guesses(people: list[str], town: Town, responses: list[Any]) -> int:
    """How many are right if the people's order is taken for the answers'."""
    said = [values_of(one) for one in responses]
    return sum(town.said[person] == answers for person, answers in zip(people, said, strict=True))


def test_no_order_of_anything_leads_from_who_to_what(town: Town) -> None:
    mix(all_that_can=True)
    invitations, responses = dumped("surveys_invitation"), dumped("surveys_response")
    assert len(responses) == PEOPLE
    answers = dumped("surveys_answer")
    first_answer: dict[Any, tuple[int, int]] = {}
    for row in sorted(answers, key=place):
        first_answer.setdefault(row["response_id"], place(row))
    of_people = [
        [str(row["id"]) for row in sorted(invitations, key=key)]
        for key in (place, lambda r: r["xmin"], lambda r: str(r["id"]), lambda r: r["secret_hash"])
    ]
    of_people.append(town.order)  # Even if the attacker had seen in what order they answered.
    of_answers = [
        [row["id"] for row in sorted(responses, key=key)]
        for key in (place, lambda r: str(r["id"]), lambda r: first_answer[r["id"]])
    ]
    # By chance alone about one is right; more than eight of sixty happens once in a million.
    for people in of_people:
        for given in of_answers:
            assert right_guesses(people, town, given) <= 8
            assert right_guesses(people, town, given[::-1]) <= 8


def test_what_people_got_in_touch_about_leads_to_seven_at_the_least(town: Town) -> None:
    """Not even who knows what each person's contact was about can tell fewer than seven."""
    mix(all_that_can=True)
    for row in dumped("surveys_response"):
        attributes = (row["channel"], str(row["reason_id"] or ""), row["language"])
        alike = [
            person
            for person, about in town.about.items()
            if all(mine in ("", theirs) for mine, theirs in zip(attributes, about, strict=True))
        ]
        assert len(alike) >= LEAST
    classes = Counter(
        (row["channel"], row["reason_id"], row["language"], row["day"])
        for row in dumped("surveys_response")
    )
    assert min(classes.values()) >= LEAST


def test_transactions_and_time_tell_of_the_whole_box_only(town: Town) -> None:
    mix(all_that_can=True)
    responses = dumped("surveys_response")
    of_people = {row["xmin"] for row in dumped("surveys_invitation")}
    assert len({row["xmin"] for row in responses}) == 1
    assert not of_people & {row["xmin"] for row in responses}
    for table in ("surveys_response", "surveys_answer", "surveys_invitation", "surveys_tally"):
        for row in dumped(table):
            times = [name for name, value in row.items() if hasattr(value, "hour")]
            assert times == [], f"{table} keeps a time"


def test_there_is_no_counter_to_read(town: Town) -> None:
    """No sequence follows the answers: keys are random."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename FROM pg_sequences WHERE sequencename ~ '^surveys_'")
        sequences = {name for (name,) in cursor.fetchall()}
    sequences -= {"surveys_sealedanswers_id_seq"}  # Counts employees' waves, one row each.
    assert not {name for name in sequences if "response" in name or "answer" in name}
    assert not {name for name in sequences if "invitation" in name or "comment_id" in name}


def test_an_answered_invitation_tells_nothing_and_nothing_leads_to_it(town: Town) -> None:
    before = {str(row["id"]): row for row in dumped("surveys_invitation")}
    assert {json.dumps(row["about"]) for row in before.values()} <= {"{}", '"{}"'}
    keys = {str(pk) for pk in Invitation.objects.values_list("pk", flat=True)}
    mix(all_that_can=True)
    for table in TABLES[1:]:
        told = repr(dumped(table))
        assert not [key for key in keys if key in told]


def test_the_box_is_read_by_nobody_without_the_secret(town: Town) -> None:
    told = "".join(Box.objects.values_list("content", flat=True))
    assert Box.objects.get().count == PEOPLE
    assert "easily" not in told
    assert "Ord" not in told
    assert not Response.objects.exists()


def test_comments_lead_neither_to_answers_nor_to_people(town: Town) -> None:
    mix(all_that_can=True)
    comments = sorted(dumped("surveys_comment"), key=place)
    assert len(comments) == PEOPLE
    numbers = [int(row["text"].split()[1].rstrip(".")) for row in comments]
    in_order = sum(number == place for place, number in enumerate(numbers))
    assert in_order <= 8
    responses = [row["id"] for row in sorted(dumped("surveys_response"), key=place)]
    said = [values_of(one) for one in responses]
    theirs = [(n // 25 + 1, n // 5 % 5 + 1, n % 5 + 1) for n in numbers]
    assert sum(one == other for one, other in zip(said, theirs, strict=True)) <= 8
    columns = {field.name for field in Comment._meta.get_fields()}
    assert not columns & {"response", "channel", "reason", "language", "score", "invitation"}
