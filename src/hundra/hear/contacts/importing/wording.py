"""What can be wrong with a line or worth knowing of it, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# For hundra.core.ui.faults: why a line, or a file, was left out.
FAULTS = {
    "not_a_time": _("%(column)s is no date and time that we can read: “%(value)s”."),
    "time_missing": _("%(column)s is empty: we must know when it came."),
    "time_to_come": _("%(column)s is in the future: “%(value)s”."),
    "column_not_in_file": _("The file has no column that tells “%(column)s”."),
    "line_repeated": _("The same number stands on line %(other)s already. That line counts."),
    "closed_before": _("It was closed before it came. When it was closed is left out."),
    "closing_unknown": _("It is closed, but not when."),
    "no_coordinates": _("The coordinates cannot be read, and are left out."),
    "no_phone": _("The telephone number cannot be read, and is left out."),
    "no_address": _("The e-mail address cannot be read, and is left out."),
    "personal_number_covered": _("A personal identity number was covered."),
    "note_shortened": _("The note was longer than %(limit)s characters and was shortened."),
}
