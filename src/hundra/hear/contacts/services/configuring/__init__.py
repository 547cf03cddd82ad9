"""How the desks are set up. Who may is told by `rules.may_configure`; views check it."""

from hundra.hear.contacts.services.configuring.desks import (
    GOALS,
    DeskDetails,
    create_desk,
    edit_desk,
    set_goals,
)
from hundra.hear.contacts.services.configuring.guides import (
    GuideDetails,
    add_guide,
    edit_guide,
)
from hundra.hear.contacts.services.configuring.hours import (
    Week,
    remove_special_day,
    set_special_day,
    set_week,
)
from hundra.hear.contacts.services.configuring.reasons import (
    ReasonDetails,
    add_reason,
    edit_reason,
    name_reasons,
)

__all__ = [
    "GOALS",
    "DeskDetails",
    "GuideDetails",
    "ReasonDetails",
    "Week",
    "add_guide",
    "add_reason",
    "create_desk",
    "edit_desk",
    "edit_guide",
    "edit_reason",
    "name_reasons",
    "remove_special_day",
    "set_goals",
    "set_special_day",
    "set_week",
]
