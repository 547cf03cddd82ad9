"""I rank my weeks of summer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.web import signed_in_user
from hundra.improve.staffing.forms.holidays import RankForm
from hundra.improve.staffing.models import RosterPeriod, StaffPerson, WishKind
from hundra.improve.staffing.queries import holidays as queries
from hundra.improve.staffing.services.holidays import wishing
from hundra.improve.staffing.views.shared import show, write


def rank(
    request: HttpRequest, person: StaffPerson, period: RosterPeriod, crumbs: list[tuple[str, str]]
) -> HttpResponse:
    """Reached by `wishes.wish_period`, which has seen to whose it is."""
    wishes = queries.wishes_of(period, person)
    is_open = period.takes_wishes(timezone.localdate())
    terms = queries.terms_of(period, person)
    weeks = terms.weeks if terms else period.weeks_each
    together = terms.together if terms else period.weeks_together
    lengths = range(max(1, weeks), max(1, together) - 1, -1)
    form = RankForm(request.POST or None, period=period, lengths=lengths, wishes=wishes)

    def service() -> None:
        wishing.rank_weeks(period=period, person=person, by=signed_in_user(request), **form.asked())

    done = _("Your weeks are noted.")
    return write(request, form, service, done=done, then=request.path) or show(
        request,
        "mine/holiday",
        period=period,
        form=form,
        is_open=is_open,
        weeks=weeks,
        together=together,
        choices=[
            (one.rank, queries.wish_days(one)) for one in wishes if one.kind == WishKind.HOLIDAY
        ],
        avoided=[queries.wish_days(one) for one in wishes if one.kind == WishKind.AVOID],
        crumbs=crumbs,
    )
