"""Django's own mail, and that of libraries, goes through the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from email.mime.base import MIMEBase
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailAlternative, EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from hundra.core.messages.models import PartKind
from hundra.core.messages.services import ALLOWED_HEADERS, Draft, send_many

RawPart = tuple[PartKind, str, str, bytes]


class OutboxBackend(BaseEmailBackend):
    """Queues every mail, one message for each recipient, with all alternatives and attachments.

    These are answers to someone who waits (a link to sign in), so they are urgent. A mail names
    its purpose by the header X-Purpose; without one it is "account".
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        drafts = [draft for mail in email_messages for draft in _drafts(mail)]
        send_many(drafts, urgent=True)
        return len(email_messages)


def _drafts(mail: EmailMessage) -> list[Draft]:
    headers = {
        name: str(value)
        for name, value in mail.extra_headers.items()
        if name.lower() in ALLOWED_HEADERS
    }
    if mail.reply_to:
        headers["Reply-To"] = ", ".join(mail.reply_to)
    if mail.from_email != settings.DEFAULT_FROM_EMAIL:
        headers.setdefault("From", mail.from_email)
    html, parts = _contents(mail)
    return [
        Draft(
            to=parseaddr(address)[1],
            subject=str(mail.subject),
            text="" if mail.content_subtype == "html" else str(mail.body),
            html=html,
            purpose=str(mail.extra_headers.get("X-Purpose", "account")),
            headers=headers,
            parts=parts,
        )
        for address in dict.fromkeys(mail.recipients())
    ]


def _contents(mail: EmailMessage) -> tuple[str, tuple[RawPart, ...]]:
    """The HTML, and whatever else the mail carries."""
    html = str(mail.body) if mail.content_subtype == "html" else ""
    parts: list[RawPart] = []
    alternatives: list[EmailAlternative] = getattr(mail, "alternatives", [])
    for content, media_type in alternatives:
        if media_type == "text/html" and not html:
            html = str(content)
        else:
            parts.append((PartKind.ALTERNATIVE, "", str(media_type), _bytes(content)))
    parts += [_attachment(attachment) for attachment in mail.attachments]
    return html, tuple(parts)


def _attachment(attachment: Any) -> RawPart:
    if isinstance(attachment, MIMEBase):
        content = attachment.get_payload(decode=True)
        name = attachment.get_filename() or ""
        return PartKind.ATTACHMENT, name, attachment.get_content_type(), _bytes(content)
    name, content, media_type = attachment
    return (
        PartKind.ATTACHMENT,
        name or "",
        media_type or "application/octet-stream",
        _bytes(content),
    )


def _bytes(content: Any) -> bytes:
    return content if isinstance(content, bytes) else str(content).encode()
