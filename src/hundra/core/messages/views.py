"""The outbox for operators."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hundra.core.accounts.web import UserRequest
from hundra.core.audit.services import log_reading
from hundra.core.messages import personal, queries, rules, services
from hundra.core.messages.errors import NotPossibleError
from hundra.core.messages.models import Message
from hundra.core.messages.tables import MessageTable, tone
from hundra.core.ui.access import requires
from hundra.core.ui.tables import answer


@requires(rules.may_see_outbox)
@require_GET
def outbox(request: UserRequest) -> HttpResponse:
    table = MessageTable(request, queries.outbox())
    return answer(
        request, "messages/outbox.html", table=table, context={"figures": queries.figures()}
    )


@requires(rules.may_open_messages)
@require_GET
def message(request: UserRequest, pk: UUID) -> HttpResponse:
    record = get_object_or_404(Message.objects.prefetch_related("parts"), pk=pk)
    log_reading(by=request.user, record=record, what=_("Message in the outbox"))
    context = {
        "message": record,
        "tone": tone(record),
        "text": queries.shown_text(record),
        "is_hidden": personal.is_hidden(record),
        "may_resend": record.state in services.CAN_BE_RESENT,
        "may_cancel": record.state in services.CAN_BE_CANCELLED,
    }
    return render(request, "messages/message.html", context)


@requires(rules.may_open_messages)
@require_POST
def resend(request: UserRequest, pk: UUID) -> HttpResponse:
    return _act(request, pk, services.resend, _("The message is queued again."))


@requires(rules.may_open_messages)
@require_POST
def cancel(request: UserRequest, pk: UUID) -> HttpResponse:
    return _act(request, pk, services.cancel, _("The message is cancelled."))


def _act(
    request: UserRequest, pk: UUID, service: Callable[[Message], Message], done: str
) -> HttpResponse:
    try:
        service(get_object_or_404(Message, pk=pk))
    except NotPossibleError:
        messages.warning(request, _("The message has gone on meanwhile. This is how it is now."))
    else:
        messages.success(request, done)
    return redirect("message", pk=pk)
