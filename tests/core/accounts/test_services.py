from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.utils import timezone
from tests.access.records import make_world
from tests.factories.accounts import UserFactory, grant, user_with

from hundra.core.accounts import errors, services
from hundra.core.accounts.models import Role, RoleGrant, User
from hundra.core.accounts.rules import has_role


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def yesterday(today):
    return today - timedelta(days=1)


@pytest.fixture(autouse=True)
def sent(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return mail


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def top(world):
    """An administrator at the top."""
    return user_with(Role.ADMINISTRATOR, world.root)


@pytest.fixture
def local(world):
    """An administrator at the unit."""
    return user_with(Role.ADMINISTRATOR, world.own)


def again(user):
    """The user as the next request reads them."""
    return User.objects.get(pk=user.pk)


def test_an_administrator_grants_within_the_own_subtree(world, local):
    user = UserFactory()
    services.grant_role(by=local, user=user, role=Role.HR, unit=world.own)
    assert has_role(again(user), Role.HR, at=world.own)
    assert not has_role(again(user), Role.HR, at=world.other)


@pytest.mark.parametrize("place", ["root", "other"])
def test_nobody_grants_above_or_beside_the_own_subtree(world, local, place):
    with pytest.raises(errors.OutsideOwnPartError):
        services.grant_role(by=local, user=UserFactory(), role=Role.HR, unit=getattr(world, place))


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_administrators_grant(world, role):
    with pytest.raises(errors.OutsideOwnPartError):
        services.grant_role(
            by=user_with(role, world.root), user=UserFactory(), role=Role.HR, unit=world.own
        )


def test_a_role_is_held_once_and_renewed_after_its_end(world, top, yesterday):
    user = UserFactory()
    grant(user, Role.HR, world.own, ends_on=yesterday)
    services.grant_role(by=top, user=user, role=Role.HR, unit=world.own)
    with pytest.raises(errors.AlreadyHeldError):
        services.grant_role(by=top, user=user, role=Role.HR, unit=world.own)
    assert RoleGrant.objects.get(user=user).ends_on is None


def test_a_role_cannot_end_before_it_begins(world, top, yesterday):
    with pytest.raises(errors.PastEndError):
        services.grant_role(
            by=top, user=UserFactory(), role=Role.HR, unit=world.own, ends_on=yesterday
        )


def test_a_role_counts_through_its_last_day(world, today, yesterday):
    assert has_role(user_with(Role.HR, world.own), Role.HR)
    last_day, after = UserFactory(), UserFactory()
    grant(last_day, Role.HR, world.own, ends_on=today)
    grant(after, Role.HR, world.own, ends_on=yesterday)
    assert (has_role(last_day, Role.HR), has_role(after, Role.HR)) == (True, False)


def test_a_closed_account_gets_no_role(world, top):
    with pytest.raises(errors.ClosedAccountError):
        services.grant_role(by=top, user=UserFactory(is_active=False), role=Role.HR, unit=world.own)


def test_revoking_takes_the_role_away(world, top):
    user = UserFactory()
    services.revoke_role(by=top, grant=grant(user, Role.HR, world.own))
    assert not has_role(again(user), Role.HR)


def test_an_administrator_revokes_nothing_beside(world, local):
    with pytest.raises(errors.OutsideOwnPartError):
        services.revoke_role(by=local, grant=grant(UserFactory(), Role.HR, world.other))


@pytest.mark.parametrize("other", ["none", "ends", "closed", "below"])
def test_the_last_lasting_administrator_at_the_top_stays(world, top, today, other):
    RoleGrant.objects.filter(role=Role.ADMINISTRATOR).exclude(user=top).delete()
    if other == "ends":
        grant(UserFactory(), Role.ADMINISTRATOR, world.root, ends_on=today)
    if other == "closed":
        grant(UserFactory(is_active=False), Role.ADMINISTRATOR, world.root)
    if other == "below":
        grant(UserFactory(), Role.ADMINISTRATOR, world.own)
    with pytest.raises(errors.LastAdministratorError):
        services.revoke_role(by=top, grant=top.grants.get())
    with pytest.raises(errors.LastAdministratorError):
        services.deactivate_user(by=top, user=top)


def test_one_of_two_administrators_can_go(world, top):
    second = user_with(Role.ADMINISTRATOR, world.root)
    services.revoke_role(by=second, grant=top.grants.get())
    assert not has_role(again(top), Role.ADMINISTRATOR)


def test_closing_signs_out_at_once_and_stops_every_role(world, top, client):
    user = user_with(Role.HR, world.own)
    client.force_login(user)
    key = client.session.session_key
    UserSession.objects.get_or_create(
        user=user, session_key=key, defaults={"ip": "192.0.2.1", "user_agent": "x"}
    )
    services.deactivate_user(by=top, user=user)
    assert not Session.objects.filter(session_key=key).exists()
    assert not UserSession.objects.filter(user=user).exists()
    assert not has_role(again(user), Role.HR)
    assert client.get("/arbete/").status_code == 302


def test_reopening_gives_back_the_roles(world, top):
    user = user_with(Role.HR, world.own)
    services.deactivate_user(by=top, user=user)
    services.reactivate_user(by=top, user=again(user))
    assert has_role(again(user), Role.HR)


@pytest.mark.parametrize("act", [services.deactivate_user, services.end_sessions])
def test_a_local_administrator_manages_nobody_with_a_place_elsewhere(world, local, act):
    inside, outside, both = (UserFactory() for _ in range(3))
    grant(inside, Role.HR, world.own)
    grant(outside, Role.HR, world.other)
    grant(both, Role.HR, world.own)
    grant(both, Role.HR, world.other)
    act(by=local, user=inside)
    for user in (outside, both, UserFactory()):
        with pytest.raises(errors.OutsideOwnPartError):
            act(by=local, user=user)


def test_a_local_administrator_cannot_reopen_what_was_closed_above(world, local):
    user = UserFactory(is_active=False)
    grant(user, Role.HR, world.other)
    with pytest.raises(errors.OutsideOwnPartError):
        services.reactivate_user(by=local, user=user)


def test_everyone_ends_their_own_sessions(db):
    user = UserFactory()
    assert services.end_sessions(by=user, user=user) == 0


def test_the_invited_choose_a_password_by_the_link_and_sign_in(world, top, client, sent):
    user = services.invite_user(by=top, email="Alva@Example.SE", name="Alva Påhittsson")
    (letter,) = sent.outbox
    assert (letter.to, letter.extra_headers["X-Purpose"]) == (
        ["alva@example.se"],
        "account.invitation",
    )
    link = next(line for line in letter.body.splitlines() if line.startswith("http"))
    path = link.removeprefix("http://localhost:8000")
    assert path != link
    form = client.get(path, follow=True)
    chosen = {"password1": "en tjock blå cykel", "password2": "en tjock blå cykel"}
    client.post(form.redirect_chain[-1][0], chosen)
    assert EmailAddress.objects.get(user=user).verified
    answer = client.post(
        "/konto/logga-in/", {"login": "alva@example.se", "password": "en tjock blå cykel"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/arbete/")
    client.logout()
    assert b"redan anv" in client.get(path, follow=True).content


def test_nobody_is_invited_twice(world, top):
    UserFactory(email="alva@example.se")
    with pytest.raises(errors.AlreadyKnownError):
        services.invite_user(by=top, email="ALVA@example.se", name="Alva")


def test_only_administrators_invite(world):
    with pytest.raises(errors.OutsideOwnPartError):
        services.invite_user(by=world.users["hr"], email="a@example.se", name="A")


def test_the_first_administrator_is_made_and_made_again(world):
    for _ in range(2):
        user = services.create_administrator(
            email="alva@example.se", name="Alva", password="hemligt hemligt", unit=world.root
        )
    assert has_role(again(user), Role.ADMINISTRATOR, at=world.own)
    assert again(user).check_password("hemligt hemligt")
