"""Who may write what planners write."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.contacts.models import Desk
from hundra.improve.staffing import rules
from hundra.improve.staffing.errors import InvalidError


def must_plan(by: User, desk: Desk) -> None:
    """Raises InvalidError for who does not plan the desk's rosters."""
    if not rules.may_plan(by, desk):
        raise InvalidError(_("Whoever plans the desk’s roster decides."))
