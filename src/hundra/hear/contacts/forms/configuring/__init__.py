"""What is filled in when a desk is set up."""

from hundra.hear.contacts.forms.configuring.desks import DeskForm, GoalsForm
from hundra.hear.contacts.forms.configuring.guides import GuideForm
from hundra.hear.contacts.forms.configuring.hours import SpecialDayForm, WeekForm
from hundra.hear.contacts.forms.configuring.reasons import ReasonForm

__all__ = ["DeskForm", "GoalsForm", "GuideForm", "ReasonForm", "SpecialDayForm", "WeekForm"]
