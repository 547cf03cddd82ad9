"""Figures of working-time rules that a local agreement changes, within what the law leaves."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.engines.rostering import RuleBook
from hundra.hear.contacts.models import Desk
from hundra.improve.staffing.errors import InvalidError
from hundra.improve.staffing.models import RuleFigure
from hundra.improve.staffing.services.authority import must_plan


@transaction.atomic
def set_figure(*, desk: Desk, code: str, limit: float, agreement: str, by: User) -> RuleFigure:
    """The figure holds for rosters that are planned from now on.

    Raises InvalidError for what the law does not leave to a local agreement.
    """
    must_plan(by, desk)
    rule = RuleBook().get(code)
    if rule is None or not rule.can_change:
        raise InvalidError(_("That rule has no figure to change."))
    if not rule.allows(limit):
        told = {"least": f"{rule.least:g}", "most": f"{rule.most:g}"}
        raise InvalidError(_("The figure must be from %(least)s to %(most)s.") % told)
    if not agreement.strip():
        raise InvalidError(_("Write where it is agreed, so that everybody can look it up."))
    figure, _made = RuleFigure.objects.update_or_create(
        desk=desk,
        code=code,
        defaults={
            "limit": limit,
            "agreement": agreement.strip(),
            "set_by": by,
            "set_at": timezone.now(),
        },
    )
    return figure


@transaction.atomic
def take_back(*, figure: RuleFigure, by: User) -> None:
    """The rule's own figure holds again."""
    must_plan(by, figure.desk)
    figure.delete()
