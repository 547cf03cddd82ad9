"""What employees may see and do with their own roster.

- An employee in the roster is a guide at work who is entered in their desk's roster, in use.
- They alone see their wishes, what came of them, their conditions and own holidays here; who plans
  the desk's roster sees them where it is planned, and decides on conditions and on swaps.
- Who works when in a published roster is seen by all in that desk's roster: names and shifts, and
  never wishes, conditions, absence or the reasons for any of them. Drafts are for who plans.
- A swap is seen by who offers it, by whom it is offered to (all at the desk, if to nobody by
  name), and by who plans. Others' swaps do not exist for anybody else.
- Managers and administrators at the desk's unit plan.
- The address of a calendar is its key: who has it reads that employee's shifts, and no more.
"""

from __future__ import annotations

from hundra.core.accounts.rules import Actor
from hundra.hear.contacts import rules as contacts
from hundra.improve.staffing import rules
from hundra.improve.staffing.models import StaffPerson, Swap, SwapState


def person_of(user: Actor) -> StaffPerson | None:
    """The user as an employee in the roster; None for all others. Read once per user object."""
    guide = contacts.guide_of(user)
    if guide is None:
        return None
    if not hasattr(user, "_in_roster"):
        found = StaffPerson.objects.filter(guide=guide, is_active=True).first()
        if found is not None:
            found.guide = guide
        user._in_roster = found  # type: ignore[union-attr]
    person: StaffPerson | None = user._in_roster  # type: ignore[union-attr]
    return person


def is_in_roster(user: Actor) -> bool:
    """Employees in any desk's roster: the page of their own shifts."""
    return person_of(user) is not None


def may_see_swap(person: StaffPerson, swap: Swap) -> bool:
    """Who offers, who takes, and while it is open all at the desk, or the one it is offered to."""
    if person.pk in (swap.giver_id, swap.taker_id):
        return True
    open_to_all = swap.state == SwapState.OFFERED and swap.taker_id is None
    return open_to_all and swap.giver.guide.desk_id == person.guide.desk_id


def may_take(person: StaffPerson, swap: Swap) -> bool:
    """All who see an open offer but the one who makes it."""
    is_open = swap.state == SwapState.OFFERED and swap.giver_id != person.pk
    return is_open and may_see_swap(person, swap)


def may_decide(user: Actor, person: StaffPerson) -> bool:
    """Managers and administrators at the unit of the person's desk; nobody on their own."""
    return person.guide.user_id != user.pk and rules.may_plan(user, person.guide.desk)
