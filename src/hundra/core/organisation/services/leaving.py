"""Who has left may no longer sign in."""

from __future__ import annotations

import logging
from datetime import date

import pghistory
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from hundra.core.accounts import services as accounts
from hundra.core.accounts.errors import LastAdministratorError
from hundra.core.accounts.models import User
from hundra.core.organisation.models import Employment

log = logging.getLogger(__name__)


def close_accounts_of_leavers(*, today: date | None = None) -> list[User]:
    """Closes the open accounts of those whose every employment ended before the day; which.

    Someone with an employment to come stays, and so does who never had any: HR knows nothing of
    their leaving. The account of the last administrator stays open too, since nobody could open
    it again; that is logged as an error until it is put right.
    """
    closed = []
    for user in _leavers(today or timezone.localdate()):
        try:
            with pghistory.context(source="employment-ended"):
                if accounts.close_after_employment(user):
                    closed.append(user)
        except LastAdministratorError:
            log.error("User %s has left, but is the last administrator: appoint another.", user.pk)
    return closed


def _leavers(today: date) -> QuerySet[User]:
    theirs = Employment.objects.filter(person__user=OuterRef("pk"))
    lasting = theirs.filter(Q(ends_on=None) | Q(ends_on__gte=today))
    return User.objects.filter(Exists(theirs), ~Exists(lasting), is_active=True).order_by("pk")
