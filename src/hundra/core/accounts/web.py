"""Who sends a request, as views ask for it, and whether they send too much."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.accounts.throttle import allow, client_key


class UserRequest(HttpRequest):
    """A request whose sender is known to be signed in, by the view's access rule."""

    user: User


def signed_in_user(request: HttpRequest) -> User:
    """Who acts, in views that only the signed in reach. Raises PermissionDenied for all others."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def too_often(request: HttpRequest, what: str, *, an_hour: int) -> str:
    """A sentence if more than that came from the same sender within an hour, else "".

    `what`: which door, as "cases.message"; each has its own count.
    """
    if allow(key=f"{what}:{client_key(request)}", limit=an_hour, per=timedelta(hours=1)):
        return ""
    return _("Very much has come from your connection this hour. Wait a while, then try again.")
