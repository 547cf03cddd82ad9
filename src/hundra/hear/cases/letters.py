"""Mail to the citizen: that something has happened, and where to read it.

No letter says what a case is about. A case can become confidential after the letter was sent, and
letters lie in mailboxes, on the way and in the outbox; the page behind the secret link does not.
"""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from hundra.core.messages import services as outbox
from hundra.core.messages.errors import InvalidMessageError
from hundra.hear.cases.models import Case
from hundra.hear.cases.steps import mail_words

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


def address_of(case: Case) -> str:
    """Where the citizen gets mail about the case, or "" if nowhere."""
    party = case.party
    if party is None:
        return ""
    if party.user is not None:
        return party.user.email if party.user.is_active else ""
    return party.email


def secret_url(case: Case) -> str:
    """The page that is the citizen's own, as an absolute address."""
    return settings.BASE_URL.rstrip("/") + reverse("case_public", kwargs={"secret": case.secret})


def tell(case: Case, step: str) -> None:
    """Queues the letter about a step (see `steps`), in the citizen's language, if they get mail."""
    address = address_of(case)
    if not address:
        return
    language = case.language if case.language in LANGUAGES else settings.LANGUAGE_CODE
    with translation.override(language):
        happened = mail_words(step)
        if happened is None:
            return
        subject = _("Your case %(number)s: %(what)s") % {
            "number": case.number,
            "what": happened.subject,
        }
        paragraphs = [
            happened.text % {"number": case.number},
            _("Here you see how it goes, and can write to us:"),
            secret_url(case),
            _("The link is only yours: whoever has it can read your case."),
        ]
    try:
        outbox.send(
            to=address,
            subject=subject,
            text="\n\n".join(paragraphs) + "\n\n" + settings.MUNICIPALITY + "\n",
            purpose=f"case.{step}",
            headers={"Auto-Submitted": "auto-generated"},
        )
    except InvalidMessageError:
        # An imported address that can never be written to; the page remains.
        return
