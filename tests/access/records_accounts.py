"""Addresses of accounts that the matrix walks."""

from allauth.mfa.models import Authenticator
from tests.access.records import Address, World, record
from tests.factories.accounts import UserFactory, grant, user_with

from hundra.core.accounts.models import Role
from hundra.core.organisation.models import Person


@record("confirmation=wrong")
def wrong_confirmation(world: World) -> Address:
    return Address({"key": "wrong"})


@record("reset=wrong")
def wrong_reset(world: World) -> Address:
    return Address({"uidb36": "1", "key": "wrong"})


@record("key=anothers")
def anothers_key(world: World) -> Address:
    key = Authenticator.objects.create(
        user=UserFactory(), type=Authenticator.Type.WEBAUTHN, data={"name": "Nyckel"}
    )
    return Address({"pk": key.pk})


@record("provider=unknown")
def unknown_provider(world: World) -> Address:
    return Address({"provider_id": "okand"})


@record("employer=unknown")
def unknown_employer(world: World) -> Address:
    return Address({"organization_slug": "okand"})


@record("user=own")
def own_user(world: World) -> Address:
    return Address({"pk": user_with(Role.MANAGER, world.own).pk})


@record("user=other")
def other_user(world: World) -> Address:
    return Address({"pk": user_with(Role.MANAGER, world.other).pk})


@record("grant=own")
def own_grant(world: World) -> Address:
    return Address({"pk": grant(UserFactory(), Role.MANAGER, world.own).pk})


@record("grant=other")
def other_grant(world: World) -> Address:
    return Address({"pk": grant(UserFactory(), Role.MANAGER, world.other).pk})


@record("user=protected")
def protected_user(world: World) -> Address:
    user = user_with(Role.MANAGER, world.other)
    Person.objects.create(
        number="skyddad", given_name="S", family_name="S", user=user, protected_identity=True
    )
    return Address({"pk": user.pk})
