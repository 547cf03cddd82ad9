"""How allauth behaves here."""

from __future__ import annotations

import ipaddress

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hundra.core.accounts import throttle
from hundra.core.ui.publishing import absolute


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No open sign-up: accounts are made by administrators, or by the employer's sign-in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail address and the password do not match."),
        "too_many_login_attempts": _(
            "Too many attempts. Wait five minutes and try again, or choose a new password."
        ),
        "rate_limited": _("Too many attempts. Wait a little and try again."),
        "incorrect_code": _("The code is not right. Look at the newest one and try again."),
        "incorrect_password": _("The password is not right."),
        "email_taken": _("That address already belongs to another account."),
        "enter_current_password": _("Write your present password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        address = throttle.client_address(request)
        try:
            return str(ipaddress.ip_address(address))
        except ValueError:  # A local socket has no address.
            return "::"

    def get_reset_password_from_key_url(self, key: str) -> str:
        uidb36, _dash, token = key.partition("-")
        kwargs = {"uidb36": uidb36, "key": token}
        return absolute(reverse("account_reset_password_from_key", kwargs=kwargs))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: object) -> str:
        kwargs = {"key": emailconfirmation.key}  # type: ignore[attr-defined]
        return absolute(reverse("account_confirm_email", kwargs=kwargs))
