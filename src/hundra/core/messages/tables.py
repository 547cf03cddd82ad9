"""The outbox as a list."""

from typing import Any

from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hundra.core.messages import personal
from hundra.core.messages.models import Message, MessageState
from hundra.core.messages.queries import masked, purposes
from hundra.core.ui.tables import Column, Filter, Table

MOST_WORDS = 8
TONES = {
    MessageState.QUEUED: "info",
    MessageState.SENDING: "info",
    MessageState.SENT: "success",
    MessageState.FAILED: "danger",
    MessageState.CANCELLED: "neutral",
}


def tone(message: Message) -> str:
    return TONES[MessageState(message.state)]


def _page(message: Message) -> str:
    return reverse("message", kwargs={"pk": message.pk})


def _subject(message: Message) -> str:
    """Somebody's letter is not told of by its subject either."""
    return str(_("A letter")) if personal.is_hidden(message) else message.subject


class MessageTable(Table):
    caption = _("Outbox")
    columns = [
        Column("subject", _("Subject"), value=_subject, link=_page, wide=True),
        Column("state", _("State"), sort=True, tone=tone),
        Column("recipient", _("To"), value=lambda message: masked(message.recipient)),
        Column("purpose", _("About"), sort=True),
        Column("created_at", _("Queued at"), sort=True),
        Column("sent_at", _("Sent at"), in_page=False),
        Column("attempts", _("Tries"), in_page=False),
    ]
    search_in = ["subject__icontains"]
    search_label = _("Subject")
    filters = [
        Filter("state", _("State"), MessageState.choices),
        Filter("purpose", _("About"), purposes),
    ]
    order = "-created_at"
    file_name = _("outbox")
    empty_title = _("Nothing here")
    empty_text = _("No message matches.")
    empty_icon = "mail"

    def searched(self, rows: Any, text: str) -> Any:
        """Every word somewhere in the subject, in any case."""
        hidden = [one for one in personal.purposes() if not personal.is_printed("email")]
        rows = rows.exclude(purpose__in=hidden).alias(lowered=Lower("subject"))
        for word in text.lower().split()[:MOST_WORDS]:
            rows = rows.filter(lowered__contains=word)
        return rows
