"""What can be wrong with HR's files, as sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "unknown_kind": _(
        "%(column)s is “%(value)s”. Write kommun, nämnd, förvaltning, avdelning or enhet."
    ),
    "not_week_hours": _("%(column)s is “%(value)s”. Write more than 0 and at most 48 hours."),
    "unit_twice": _("The unit %(value)s stands on line %(other)s already."),
    "unknown_parent": _("The unit above, %(value)s, is not in the file of units."),
    "unit_in_circle": _("The unit %(value)s lies, in the end, under itself."),
    "person_twice": _("The employee number %(value)s stands on line %(other)s already."),
    "unknown_person": _("The employee number %(value)s is not in the file of people."),
    "unknown_unit": _("The unit %(value)s is not in the file of units."),
    "unknown_manager": _("The manager %(value)s is not in the file of people."),
    "own_manager": _("%(value)s cannot be their own manager."),
    "ends_before_start": _("The employment ends on %(value)s, before it begins on %(other)s."),
    "post_taken": _(
        "The post %(value)s is held by someone else at the same time, on line %(other)s. "
        "End the one before the other begins."
    ),
    "post_held_before": _(
        "The post %(value)s was held by someone else from %(since)s to %(until)s. "
        "Begin the day after."
    ),
    "too_many_units_vanish": _(
        "%(count)s of %(total)s units are not in the file and would end, more than "
        "%(limit)s %%. If that is meant, allow that many to vanish."
    ),
    "too_many_employments_vanish": _(
        "%(count)s of %(total)s employments are not in the file and would end, more than "
        "%(limit)s %%. If that is meant, allow that many to vanish."
    ),
}
