"""Who sees how the service centre does: as `contacts.rules` says of each desk.

- Managers, analysts and administrators see the figures of the desks at their units. A desk whose
  figures someone may not see does not exist for them.
- Who sees a desk's figures may make an improvement of one: every employee may propose.
- Everyone sees the whole months of the citizens' desks, on the public page.
"""

from __future__ import annotations

from hundra.core.accounts.rules import Actor
from hundra.hear.contacts.models import Desk
from hundra.hear.contacts.rules import may_see_figures, may_see_figures_somewhere
from hundra.improve.improvements.rules import may_propose

__all__ = ["may_make_improvement", "may_see_figures", "may_see_figures_somewhere"]


def may_make_improvement(user: Actor, desk: Desk) -> bool:
    return may_see_figures(user, desk) and may_propose(user)
