"""Who may do what at the service centre.

- A guide is someone who holds the role Guide at a desk's unit (or above it) and is entered as a
  guide in use at that desk. The role gives the right, the entry the skills: without either, no
  access. Guides work at their own desk, and see that desk's contacts, no other's.
- Managers at a desk's unit (or above it), and administrators there, configure the desk: hours,
  reasons, goals, guides. They see its contacts, since they answer for the work.
- What has been registered is corrected by the guide who had the contact, while at its desk, and by
  managers at the desk's unit; they also note who it was. Nobody corrects what led to a
  confidential case: what there is to say of it is said in the case.
- Managers, analysts and administrators at the desk's unit see its figures, which name nobody.
- Whoever holds none of these at a desk does not learn which desks there are on the work side.
- What a confidential case holds is the business of the cases' own rules, not of these.
"""

from __future__ import annotations

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import Actor, has_role
from hundra.hear.contacts.models import Contact, Desk, Guide

_CONFIGURING = (Role.MANAGER, Role.ADMINISTRATOR)
_WATCHING = (Role.MANAGER, Role.ANALYST, Role.ADMINISTRATOR)


def guide_of(user: Actor) -> Guide | None:
    """The user as a guide at work; None for all others. Read once per user object."""
    if not has_role(user, Role.GUIDE):
        return None
    if not hasattr(user, "_guide_at_work"):
        guide = (
            Guide.objects.select_related("desk__unit", "user")
            .filter(user=user.pk, is_active=True, desk__is_active=True)
            .first()
        )
        may = guide is not None and has_role(user, Role.GUIDE, at=guide.desk.unit)
        user._guide_at_work = guide if may else None  # type: ignore[union-attr]
    found: Guide | None = user._guide_at_work  # type: ignore[union-attr]
    return found


def is_guide(user: Actor) -> bool:
    """Guides at any desk: the guide's page."""
    return guide_of(user) is not None


def may_work_at(user: Actor, desk: Desk) -> bool:
    """The desk's own guides."""
    guide = guide_of(user)
    return guide is not None and guide.desk_id == desk.pk


def may_see(user: Actor, contact: Contact) -> bool:
    """Guides of the contact's desk, and those who configure it."""
    return may_work_at(user, contact.desk) or may_configure(user, contact.desk)


def may_correct(user: Actor, contact: Contact) -> bool:
    """The guide who had it, at its desk, and the desk's managers; never what became secret."""
    if contact.case is not None and contact.case.is_confidential:
        return False
    had_it = contact.guide is not None and contact.guide.user_id == user.pk
    is_manager = has_role(user, Role.MANAGER, at=contact.desk.unit)
    return is_manager or (had_it and may_work_at(user, contact.desk))


def may_see_contacts_somewhere(user: Actor) -> bool:
    """Guides, and those who configure desks: the list of contacts."""
    return is_guide(user) or is_configurer(user)


def is_configurer(user: Actor) -> bool:
    """Managers and administrators anywhere: the list of desks (those of their own units)."""
    return has_role(user, *_CONFIGURING)


def may_configure(user: Actor, desk: Desk) -> bool:
    """Managers and administrators at the desk's unit."""
    return has_role(user, *_CONFIGURING, at=desk.unit)


def may_see_figures_somewhere(user: Actor) -> bool:
    return has_role(user, *_WATCHING)


def may_see_figures(user: Actor, desk: Desk) -> bool:
    """Managers, analysts and administrators at the desk's unit."""
    return has_role(user, *_WATCHING, at=desk.unit)
