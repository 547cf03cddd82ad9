"""Mail and text messages to the citizen: that something has happened, and where to read it.

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
from hundra.core.messages.phones import is_mobile
from hundra.engines.letters import with_case_tag
from hundra.hear.cases import replying
from hundra.hear.cases.models import Case, CaseLetter
from hundra.hear.cases.steps import MailWords, mail_words

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


def phone_of(case: Case) -> str:
    """Where the citizen gets text messages, who has told a mobile number and no address; or ""."""
    party = case.party
    if party is None or address_of(case) or not is_mobile(party.phone):
        return ""
    return party.phone if party.user is None or party.user.is_active else ""


def tell(case: Case, step: str) -> None:
    """Queues the letter about a step (see `steps`), in the citizen's language.

    By mail to who has an address, else by text message to a mobile number, else not at all.
    """
    address, phone = address_of(case), phone_of(case)
    if not address and not phone:
        return
    language = case.language if case.language in LANGUAGES else settings.LANGUAGE_CODE
    try:
        with translation.override(language):
            happened = mail_words(step)
            if happened is not None and address:
                _mail(case, step, happened, address)
            elif happened is not None:
                _text_message(case, step, happened, phone)
    except InvalidMessageError:
        # An imported address that can never be written to; the page remains.
        return


def _mail(case: Case, step: str, happened: MailWords, address: str) -> None:
    answered_at = replying.address_for(case)
    paragraphs = [
        happened.text % {"number": case.number},
        _("Here you see how it goes, and can write to us:"),
        secret_url(case),
        _("The link is only yours: whoever has it can read your case."),
    ]
    headers = {"Auto-Submitted": "auto-generated"}
    if answered_at:
        paragraphs.append(_("You can also reply to this mail: what you write comes to the case."))
        headers["Reply-To"] = answered_at
    subject = _("Your case: %(what)s") % {"what": happened.subject}
    message = outbox.send(
        to=address,
        subject=with_case_tag(subject, case.pk),
        text="\n\n".join(paragraphs) + "\n\n" + settings.MUNICIPALITY + "\n",
        purpose=f"case.{step}",
        headers=headers,
    )
    CaseLetter.objects.create(case=case, is_outgoing=True, message_id=outbox.mail_id(message))


def _text_message(case: Case, step: str, happened: MailWords, phone: str) -> None:
    """One or two short sentences and the link: it may be read on a locked telephone by others."""
    told = happened.text % {"number": case.number}
    follow = _("See how it goes: %(url)s") % {"url": secret_url(case)}
    outbox.send(
        to=phone,
        subject="",
        text=f"{settings.MUNICIPALITY}: {told} {follow}",
        purpose=f"case.{step}",
        channel=outbox.SMS,
    )
