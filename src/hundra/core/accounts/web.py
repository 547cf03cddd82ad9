"""What views are given."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from hundra.core.accounts.models import User


class UserRequest(HttpRequest):
    """A request whose sender is known to be signed in, by the view's access rule."""

    user: User


def signed_in_user(request: HttpRequest) -> User:
    """Who acts, in views that only the signed in reach. Raises PermissionDenied for all others."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
