"""Addresses of accounts that the matrix walks."""

from allauth.mfa.models import Authenticator
from tests.access.records import Address, World, record
from tests.factories.accounts import UserFactory


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
