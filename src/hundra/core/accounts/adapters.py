"""How allauth behaves here: no open sign-up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by administrators, or by signing in through the employer."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
