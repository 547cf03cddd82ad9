"""What can be wrong with a request about accounts; the texts are for people."""

from django.utils.translation import gettext_lazy as _


class AccountError(Exception):
    """The request cannot be done, and the message says why."""

    message = _("That cannot be done.")

    def __str__(self) -> str:
        return str(self.message)


class OutsideOwnPartError(AccountError):
    message = _("You can only do that within the part of the organisation that you administer.")


class LastAdministratorError(AccountError):
    message = _("Somebody else must be administrator, without an end date, before you can do this.")


class AlreadyHeldError(AccountError):
    message = _("The role is already held at that unit.")


class AlreadyKnownError(AccountError):
    message = _("There is already a user with that e-mail address.")


class PastEndError(AccountError):
    message = _("The end date has already passed.")


class ClosedAccountError(AccountError):
    message = _("The account is closed. Open it first.")


class NotAdministratorError(AccountError):
    message = _("Only an administrator's account can stay open after the employment.")
