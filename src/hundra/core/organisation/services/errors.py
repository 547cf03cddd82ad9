"""What can stop a change of the organisation. Each text says how to put it right."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hundra.core.organisation.models import Employment


class OrganisationError(Exception):
    """Something that the person can put right."""


class CodeTakenError(OrganisationError):
    def __init__(self, code: str) -> None:
        super().__init__(_("The code %(code)s is another unit's. Choose another.") % {"code": code})


class NumberTakenError(OrganisationError):
    def __init__(self, number: str) -> None:
        text = _("The employee number %(number)s is another person's. Choose another.")
        super().__init__(text % {"number": number})


class UnderItselfError(OrganisationError):
    def __init__(self) -> None:
        super().__init__(_("A unit cannot lie under itself. Choose a unit outside its subtree."))


class EndedUnitError(OrganisationError):
    def __init__(self) -> None:
        super().__init__(_("The unit has ended. Choose one that has not."))


class UnitInUseError(OrganisationError):
    def __init__(self, units: int, employments: int) -> None:
        text = _(
            "The unit still has %(units)d sub-units and %(employments)d employments on that day. "
            "Move or end them first."
        )
        super().__init__(text % {"units": units, "employments": employments})


class PostTakenError(OrganisationError):
    """Two people cannot hold one post at once; the database refuses it."""

    def __init__(self, holder: Employment | None) -> None:
        if holder is None:
            text = _("Someone else holds the post at that time.")
        elif holder.ends_on is None:
            text = _("The post is held from %(start)s on. End that employment first.")
        else:
            text = _("The post is held from %(start)s to %(end)s. Choose other days.")
        days = {
            "start": date_format(holder.starts_on, "SHORT_DATE_FORMAT") if holder else "",
            "end": date_format(holder.ends_on, "SHORT_DATE_FORMAT")
            if holder and holder.ends_on
            else "",
        }
        super().__init__(text % days)


class EndsBeforeStartError(OrganisationError):
    def __init__(self) -> None:
        super().__init__(_("The last day is before the first. Choose a later one."))


class OwnManagerError(OrganisationError):
    def __init__(self) -> None:
        super().__init__(_("Nobody can be their own manager. Choose someone else."))
