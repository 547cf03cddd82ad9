"""Users, and the roles they hold."""

from typing import Any

import factory
from django.utils import timezone

from hundra.core.accounts.models import Role, RoleGrant, User


class UserFactory(factory.django.DjangoModelFactory[User]):
    """Someone who can sign in; every signed-in user counts as an employee."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"anvandare{n}@example.se")
    name = factory.Sequence(lambda n: f"Påhitt Exempelsson {n}")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        password = kwargs.pop("password", None)
        return model_class.objects.create_user(*args, password=password, **kwargs)


def grant(user: User, role: Role | str, unit: Any, **fields: Any) -> RoleGrant:
    """Gives the user the role at the unit, as an administrator would have done."""
    held = RoleGrant.objects.create(
        user=user, role=role, unit=unit, granted_at=timezone.now(), **fields
    )
    user.__dict__.pop("_held_roles", None)
    return held


def user_with(role: Role | str, unit: Any, **fields: Any) -> User:
    """A new user who holds the role at the unit."""
    user = UserFactory(**fields)
    grant(user, role, unit)
    return user
