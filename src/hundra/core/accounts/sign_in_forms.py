"""allauth's forms with our words: each field has a label, and no placeholder that repeats it."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

from hundra.core.accounts import services

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Present password"),
    "password1": _("New password"),
    "password2": _("The new password again"),
    "code": _("Code"),
    "name": _("The key's name"),
    "passwordless": _("Sign in with this key alone"),
}
HELP = {
    "password": "",
    "oldpassword": "",
    "password1": _(
        "At least 12 characters. Several words that only you would put together are good."
    ),
    "passwordless": _("No password is needed then. The key asks for fingerprint, face or PIN."),
}


class _OurWords:
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = HELP.get(name, field.help_text)
            field.widget.attrs.pop("placeholder", None)


class LoginForm(_OurWords, account.LoginForm):  # type: ignore[misc]
    pass


class ChangeEmailForm(_OurWords, account.ChangeEmailForm):  # type: ignore[misc]
    pass


class AddEmailForm(_OurWords, account.AddEmailForm):  # type: ignore[misc]
    pass


class ChangePasswordForm(_OurWords, account.ChangePasswordForm):  # type: ignore[misc]
    pass


class SetPasswordForm(_OurWords, account.SetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordForm(_OurWords, account.ResetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordKeyForm(_OurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    def save(self) -> None:
        """Whoever has followed the link reads the mail of that address, so it is confirmed."""
        super().save()
        services.confirm_address(self.user)


class ReauthenticateForm(_OurWords, account.ReauthenticateForm):  # type: ignore[misc]
    pass


class CodeForm(_OurWords, mfa.AuthenticateForm):  # type: ignore[misc]
    pass


class ConfirmByCodeForm(_OurWords, mfa.ReauthenticateForm):  # type: ignore[misc]
    pass


class ActivateTOTPForm(_OurWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    pass


class AddKeyForm(_OurWords, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    pass


class EditKeyForm(_OurWords, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    pass
