from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from tests.access.records import make_world

from hundra.core.accounts.management.commands import create_administrator
from hundra.core.accounts.models import Role, User
from hundra.core.accounts.rules import has_role


@pytest.fixture
def world(db):
    return make_world()


def make(**options):
    said = StringIO()
    given = {"email": "alva@example.se", "name": "Alva Påhittsson", "no_password": True}
    call_command("create_administrator", stdout=said, **(given | options))
    return said.getvalue()


def test_the_first_administrator_is_over_the_top_unit(world):
    assert make() == "alva@example.se är nu administratör för Enhet ROOT.\n"
    user = User.objects.get(email="alva@example.se")
    assert has_role(user, Role.ADMINISTRATOR, at=world.root)
    assert not user.has_usable_password()


def test_the_unit_can_be_chosen(world):
    make(unit="OWN")
    user = User.objects.get(email="alva@example.se")
    assert has_role(user, Role.ADMINISTRATOR, at=world.own)
    assert not has_role(user, Role.ADMINISTRATOR, at=world.root)


def test_what_is_not_given_is_asked_for(world, monkeypatch):
    answers = iter(["bo@example.se", "Bo Exempelberg"])
    monkeypatch.setattr("builtins.input", lambda text: next(answers))
    monkeypatch.setattr(create_administrator, "getpass", lambda text: "en tjock blå cykel")
    make(email=None, name=None, no_password=False)
    user = User.objects.get(email="bo@example.se")
    assert user.name == "Bo Exempelberg"
    assert user.check_password("en tjock blå cykel")


@pytest.mark.parametrize(
    ("options", "words"),
    [({"unit": "nix"}, "ingen enhet med koden nix"), ({"email": "alva"}, "e-postadress")],
)
def test_what_is_wrong_is_said(world, options, words):
    with pytest.raises(CommandError, match=words):
        make(**options)


def test_two_passwords_must_be_alike_and_good(world, monkeypatch):
    for first, second in (("en tjock blå cykel", "en annan cykel"), ("kort", "kort")):
        typed = iter([first, second])
        monkeypatch.setattr(create_administrator, "getpass", lambda text, typed=typed: next(typed))
        with pytest.raises(CommandError):
            make(no_password=False)
    assert not User.objects.filter(email="alva@example.se").exists()


def test_without_units_it_says_what_comes_first(db):
    with pytest.raises(CommandError, match="import-hr"):
        make()
