"""Who may do what with programmes and improvements.

- Every employee (any active account) sees all programmes and improvements inside, ideas too: the
  programme is open to those who work here. Nothing in it is confidential.
- Every employee proposes improvements, and edits their own for as long as it is an idea.
- Communicators and managers, at the owner unit or above it, edit, tick the checklist, stamp, and
  take the steps of an improvement's life. While it has no owner unit, any communicator does.
- Who sorts or answers a suggestion makes an improvement of it, or puts it in one that they hold.
- Communicators and administrators keep the topics.
- Administrators create programmes, write their checklists, choose which one is shown, and import
  improvements whose numbers were given before.
"""

from __future__ import annotations

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import Actor, has_role
from hundra.hear.suggestions.models import Suggestion
from hundra.hear.suggestions.rules import may_reply
from hundra.improve.improvements.life import Step
from hundra.improve.improvements.models import Improvement, ImprovementState

_KEEPERS = (Role.COMMUNICATOR, Role.MANAGER)


def may_see(user: Actor) -> bool:
    return bool(user.is_authenticated and user.is_active)


def may_propose(user: Actor) -> bool:
    return may_see(user)


def may_keep(user: Actor, improvement: Improvement) -> bool:
    """Holds the improvement: a communicator or manager of its owner unit, or of one above."""
    if improvement.owner_unit is None:
        return has_role(user, Role.COMMUNICATOR)
    return has_role(user, *_KEEPERS, at=improvement.owner_unit)


def may_edit(user: Actor, improvement: Improvement) -> bool:
    if may_keep(user, improvement):
        return True
    own = improvement.created_by_id is not None and improvement.created_by_id == user.pk
    return own and improvement.state == ImprovementState.IDEA and may_see(user)


def may_tick(user: Actor, improvement: Improvement) -> bool:
    return may_keep(user, improvement)


def may_take(user: Actor, improvement: Improvement, step: Step) -> bool:
    """Every step is the keepers'; withdrawing an own idea is its proposer's too."""
    if step is Step.WITHDRAW and improvement.number is None:
        return may_edit(user, improvement)
    return may_keep(user, improvement)


def may_link_suggestions(user: Actor) -> bool:
    """Makes improvements of suggestions: those who sort them, and those who answer for units."""
    return has_role(user, *_KEEPERS)


def may_make_of(user: Actor, suggestion: Suggestion) -> bool:
    """Those who sort or answer the suggestion may make an improvement of it."""
    return may_link_suggestions(user) and may_reply(user, suggestion)


def may_keep_topics(user: Actor) -> bool:
    return has_role(user, Role.COMMUNICATOR, Role.ADMINISTRATOR)


def may_administer(user: Actor) -> bool:
    return has_role(user, Role.ADMINISTRATOR)
