"""The form and links by which desk, period and channel are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.core.ui.components import Tab
from hundra.hear.contacts.models import Channel, Desk
from hundra.measure.channels.choosing import Choice
from hundra.measure.channels.periods import Length, Period, period_with
from hundra.measure.channels.presenting.wording import period_name

LENGTHS = {
    Length.DAY: pgettext_lazy("period", "Day"),
    Length.WEEK: pgettext_lazy("period", "Week"),
    Length.MONTH: pgettext_lazy("period", "Month"),
    Length.YEAR: pgettext_lazy("period", "Year"),
    Length.FREE: _("Own choice"),
}


def choosing(choice: Choice, desks: Sequence[Desk]) -> dict[str, Any]:
    """What the template needs to draw them."""
    today = timezone.localdate()
    later = choice.period.after
    return {
        "choice": choice,
        "desks": [(desk.slug, desk.name) for desk in desks],
        "channels": [("", _("All channels")), *Channel.choices],
        "period_name": period_name(choice.period),
        "before_name": period_name(choice.before),
        "lengths": [
            Tab(label, f"?{_query(choice, length)}", current=length == choice.period.length)
            for length, label in LENGTHS.items()
        ],
        "earlier_url": f"?{choice.with_period(_earlier(choice.period)).query}",
        "later_url": f"?{choice.with_period(later).query}" if later.first <= today else "",
        "is_free": choice.period.length == Length.FREE,
    }


def _earlier(period: Period) -> Period:
    if period.length == Length.DAY:
        return period_with(Length.DAY, period.first - (period.after.first - period.first))
    return period.before


def _query(choice: Choice, length: Length) -> str:
    """The same moment in another length: the last day that has been of the period."""
    if length == Length.FREE:
        return choice.with_period(Period(length, choice.period.first, choice.period.last)).query
    day = max(choice.period.first, min(choice.period.last, timezone.localdate()))
    return choice.with_period(period_with(length, day)).query
