"""What readers say of articles, for those who keep them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hundra.core.accounts.web import signed_in_user
from hundra.core.ui.access import check, requires
from hundra.core.ui.components import Tab
from hundra.core.ui.tables import answer
from hundra.hear.knowledge import rules
from hundra.hear.knowledge.models import Verdict
from hundra.hear.knowledge.queries import learning as seen
from hundra.hear.knowledge.services import learning
from hundra.hear.knowledge.views.learning.answering import LARGEST_KEY
from hundra.hear.knowledge.views.learning.parts import parts
from hundra.hear.knowledge.views.learning.tables import Verdicts

ALL = "alla"


@requires(rules.is_editor)
def verdicts(request: HttpRequest) -> HttpResponse:
    """To work through first; all of them by the other tab."""
    every = request.GET.get("visa") == ALL
    rows = seen.verdicts(request.user) if every else seen.to_handle(request.user)
    address = reverse("verdicts")
    context = {
        **parts("verdicts", request),
        "which": [
            Tab(_("To work through"), address, not every),
            Tab(_("All"), f"{address}?visa={ALL}", every),
        ],
    }
    table = Verdicts(request, rows)
    return answer(request, "knowledge/learning/verdicts.html", table=table, context=context)


@requires(rules.is_editor)
@require_POST
def handle_verdict(request: HttpRequest, verdict: int) -> HttpResponse:
    found = None
    if verdict <= LARGEST_KEY:
        found = Verdict.objects.select_related("article__owner_unit").filter(pk=verdict).first()
    check(found is not None and rules.may_edit(request.user, found.article))
    assert found is not None  # noqa: S101  Checked above; nobody is told which are there.
    handled = request.POST.get("handled") != "no"
    learning.set_handled(by=signed_in_user(request), verdict=found, handled=handled)
    messages.success(request, _("Handled.") if handled else _("It is to be worked through again."))
    back = request.POST.get("back", "")
    return redirect(f"{reverse('verdicts')}{back if back.startswith('?') else ''}")
