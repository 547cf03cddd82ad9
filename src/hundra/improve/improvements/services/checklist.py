"""What every new programme's checklist begins with."""

from django.utils.translation import gettext_lazy as _

# The criteria of the stamp: concrete, for whom, owner, when, how we will know that it helped.
DEFAULT_CHECKLIST = (
    _("It is concrete: anyone can see whether it has been done."),
    _("It is clear for whom it becomes better."),
    _("A unit owns it and someone is responsible."),
    _("It is clear when it will be done."),
    _("It is clear how we will know that it helped."),
)
