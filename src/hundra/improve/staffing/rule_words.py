"""What a change of someone's days would break, in a sentence each, for who wants to swap."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hundra.core.ui.languages import language_name
from hundra.engines.rostering import Breach, RuleBook
from hundra.hear.contacts.models import Channel

STANDARD = RuleBook()
SENTENCES = {
    "daily_rest": gettext_lazy("%(name)s would rest less than %(limit)s hours before %(day)s."),
    "weekly_rest": gettext_lazy(
        "%(name)s would not have %(limit)s hours’ unbroken rest in the week from %(day)s."
    ),
    "night_rest": gettext_lazy("%(name)s does not work nights."),
    "night_work": gettext_lazy("%(name)s would work too many hours at night."),
    "average_week": gettext_lazy(
        "%(name)s would work more than %(limit)s hours a week on average."
    ),
    "ordinary_time": gettext_lazy(
        "%(name)s would work more than %(limit)s hours a week on average."
    ),
    "meal_break": gettext_lazy("%(name)s would work more than %(limit)s hours without a break."),
    "contract_time": gettext_lazy(
        "%(name)s would come too far from the hours of their employment."
    ),
    "days_in_row": gettext_lazy("%(name)s would work more than %(limit)s days in a row."),
    "weekends": gettext_lazy("%(name)s would work too many weekends."),
    "days_off_together": gettext_lazy("%(name)s would get too few days off together."),
}
# Why someone cannot work on a day is not a colleague's business.
PRIVATE = gettext_lazy("%(name)s cannot work that shift on %(day)s.")


def breach_text(breach: Breach, name: str, book: RuleBook = STANDARD) -> str:
    """The sentence. Absence, own holidays and conditions are not told apart."""
    sentence = SENTENCES.get(breach.rule, PRIVATE)
    limit = book.limit(breach.rule)
    day = _("the period") if breach.day is None else date_format(breach.day, "j F")
    about = {"name": name, "day": day, "limit": "" if limit is None else f"{limit:g}"}
    return str(sentence) % about


def skill_order(code: str) -> tuple[bool, str]:
    """Languages first, then channels, each by name as the reader calls them."""
    return code in Channel, skill_name(code).lower()


def skill_name(code: str) -> str:
    """A language or a channel by its name."""
    return str(Channel(code).label) if code in Channel else language_name(code)
