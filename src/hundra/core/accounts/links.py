"""Links that are mailed. They start with the installation's own address, never the request's."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from hundra.core.accounts.models import User
from hundra.core.ui.publishing import absolute


def choose_password(user: User) -> str:
    """Where the user chooses a password; the token works once."""
    key = default_token_generator.make_token(user)
    kwargs = {"uidb36": user_pk_to_url_str(user), "key": key}
    return absolute(reverse("account_reset_password_from_key", kwargs=kwargs))
