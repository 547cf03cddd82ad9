"""An improvement begun from a figure."""

from __future__ import annotations

from django.db import transaction

from hundra.core.accounts.models import User
from hundra.hear.contacts.models import Desk
from hundra.improve.improvements import services as improvements
from hundra.improve.improvements.models import Improvement, Programme


@transaction.atomic
def make_improvement(
    *,
    by: User,
    programme: Programme,
    desk: Desk,
    title: str,
    audience: str,
    story: str,
    measure: str,
    baseline: str,
    target: str = "",
) -> Improvement:
    """An idea that holds the figure as evidence: what is measured, how it was, how it was counted.

    The desk's unit owns it. Raises improvements.ImprovementsError when a field does not hold.
    """
    return improvements.propose(
        programme=programme,
        by=by,
        title=title,
        audience=audience,
        story=story,
        owner_unit=desk.unit,
        measure=measure,
        baseline=baseline,
        target=target,
    )
