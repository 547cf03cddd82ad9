"""The mails of the simulated week."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from hundra.config.week.plan import Visitor
from hundra.hear.contacts.models import Desk


def letter_from(visitor: Visitor, desk: Desk, at: datetime) -> bytes:
    """A mail as it lies in the mailbox."""
    mail = EmailMessage()
    mail["From"] = visitor.email
    mail["To"] = desk.email
    mail["Subject"] = f"Fråga om {visitor.reason}"
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{at:%Y%m%d%H%M%S}.{visitor.number}@example.se>"
    mail.set_content(f"Hej!\n\nJag har en fråga om {visitor.reason}. Vem kan svara?\n")
    return mail.as_bytes()
