"""Mail that was stopped: nothing disappears unseen."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hundra.core.ui.access import requires
from hundra.core.ui.tables import Column, Table, answer
from hundra.hear.contacts import rules
from hundra.hear.contacts.models import Desk, RefusedMail
from hundra.hear.contacts.queries import letters as queries


def _why(mail: RefusedMail) -> Any:
    return queries.WHY.get(mail.why, mail.why)


class RefusedTable(Table):
    caption = _("Stopped mail")
    columns = [
        Column("subject", _("Subject"), wide=True),
        Column("sender", _("From")),
        Column("why", _("Why"), value=_why),
        Column("at", _("When"), sort=True),
    ]
    search_in = ["subject__icontains", "sender__icontains"]
    order = "-at"
    file_name = _("stopped-mail")
    empty_title = _("No mail has been stopped")
    empty_text = _("Automatic replies, mass mailings and mail that is too large end up here.")
    empty_icon = "mail-check"


@requires(rules.may_see_contacts_somewhere)
@require_safe
def refused_mail(request: HttpRequest) -> HttpResponseBase:
    desks = [
        desk
        for desk in Desk.objects.select_related("unit")
        if rules.may_work_at(request.user, desk) or rules.may_configure(request.user, desk)
    ]
    table = RefusedTable(request, queries.refused(desks))
    return answer(request, "contacts/letters/refused.html", table=table, context={})
