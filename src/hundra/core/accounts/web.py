"""What views are given."""

from django.http import HttpRequest

from hundra.core.accounts.models import User


class UserRequest(HttpRequest):
    """A request whose sender is known to be signed in, by the view's access rule."""

    user: User
