"""Whoever holds a role at another unit, or none, changes nothing of a unit that is not theirs."""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from tests.access.matrix import read_rows
from tests.factories.accounts import user_with

from hundra.core.accounts.models import Role

pytestmark = pytest.mark.django_db
# Records that belong to the world's own unit; the others belong to none, or to everybody.
OF_OWN_UNIT = {
    "answer=own",
    "improvement=pictured",
    "improvement=planned",
    "improvement=ticked",
    "suggestion=accepted",
    "suggestion=noted",
    "suggestion=own unit",
    "suggestion=published",
    "suggestion=to publish",
    "unit=own",
    "update=own",
}


def _is_of_own_unit(row) -> bool:
    return row.kwargs in OF_OWN_UNIT or row.kwargs.startswith("step=")


WORK = [
    row
    for row in read_rows()
    if _is_of_own_unit(row) and row.answers["employee"] in {"denied", "hidden"}
]
EVENTS = """
SELECT string_agg(format('SELECT count(*) AS n FROM %I', relname), ' UNION ALL ')
FROM pg_class
WHERE relkind = 'r' AND relname LIKE '%event' AND relnamespace = 'public'::regnamespace
"""


def changes() -> int:
    """How many events the history of all records has."""
    with connection.cursor() as cursor:
        cursor.execute(EVENTS)
        (query,) = cursor.fetchone()
        cursor.execute(f"SELECT sum(n) FROM ({query}) AS counts")
        return int(cursor.fetchone()[0])


@pytest.fixture(scope="module")
def outsiders(world):
    """One with each role, at the other unit only."""
    made = {}
    for role in Role:
        made[role] = Client()
        made[role].force_login(user_with(role, world.other))
    return made


@pytest.mark.parametrize("row", WORK, ids=str)
def test_a_role_elsewhere_is_no_role_here(row, places, outsiders):
    place = places[row.kwargs]
    address = reverse(row.url_name, kwargs=place.kwargs)
    before = changes()
    met = {}
    for role, client in outsiders.items():
        with transaction.atomic():
            status = getattr(client, row.method.lower())(address, place.data).status_code
            met[role] = (status in {403, 404}, changes())
            transaction.set_rollback(True)
    assert met == dict.fromkeys(Role, (True, before))


ACTS = ("accept", "ask", "decline", "reply", "note", "join", "unit", "place", "finns-inte")


@pytest.mark.parametrize("what", ACTS)
def test_no_act_on_another_units_suggestion(what, places, outsiders):
    number = places["suggestion=noted"].kwargs["number"]
    elsewhere = places["suggestion=no unit"].kwargs["number"]
    address = reverse("suggestion_act", kwargs={"number": number, "what": what})
    data = {"text": "En text.", "into": elsewhere, "unit": "1", "seen": "0"}
    for role in (Role.COMMUNICATOR, Role.MANAGER):
        before = changes()
        with transaction.atomic():
            response = outsiders[role].post(address, data)
            after = changes()
            transaction.set_rollback(True)
        assert (response.status_code in {403, 404}, after) == (True, before)


def test_anothers_suggestion_is_not_drawn_into_ones_own(world, places, outsiders):
    """By the doors that take a suggestion's number in the form, not in the address."""
    from tests.factories.improvements import ImprovementFactory
    from tests.factories.suggestions import SuggestionFactory

    with transaction.atomic():
        theirs = SuggestionFactory(unit=world.own, text="Hemligt om Sagolund")
        mine = SuggestionFactory(unit=world.other)
        improvement = ImprovementFactory(owner_unit=world.other, planned=True)
        client = outsiders[Role.COMMUNICATOR]
        join = reverse("suggestion_act", kwargs={"number": mine.pk, "what": "join"})
        link = reverse("improvement_suggestions", kwargs={"pk": improvement.pk})
        made = reverse("improvement_from_suggestions")
        answers = [
            client.post(join, {"into": theirs.pk, "text": ""}),
            client.post(link, {"suggestions": [theirs.pk]}),
            client.get(link, {"q": "Sagolund"}),
            client.get(made, {"suggestions": theirs.pk, "forslag": theirs.pk}),
            client.get(reverse("improvement_new"), {"suggestions": theirs.pk}),
        ]
        theirs.refresh_from_db()
        mine.refresh_from_db()
        state = (theirs.state, mine.state, improvement.answers.count())
        transaction.set_rollback(True)
    assert state == ("new", "new", 0)
    assert ["Hemligt om Sagolund" in answer.text for answer in answers] == [False] * len(answers)
