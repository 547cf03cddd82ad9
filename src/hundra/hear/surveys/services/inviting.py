"""Asking someone: a link that can be answered once, and nobody asked twice within a time."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hundra.core.messages import services as messages
from hundra.hear.surveys.about import About
from hundra.hear.surveys.models import AskedChannel, Invitation, QuestionSet
from hundra.hear.surveys.sealing import keyed_hash
from hundra.hear.surveys.services import question_sets
from hundra.hear.surveys.services.tallying import count_asked

ANSWER_DAYS = 14
LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)

# One statement, so that of two who ask the same address at once, one does.
TAKE = """
    INSERT INTO surveys_quarantine AS kept (address_hash, asked_on) VALUES (%s, %s)
    ON CONFLICT (address_hash) DO UPDATE SET asked_on = excluded.asked_on
        WHERE kept.asked_on <= %s
    RETURNING 1
"""


@transaction.atomic
def invite(
    *,
    question_set: str,
    address: str,
    channel: str,
    language: str,
    about: Mapping[str, Any],
    quarantine_days: int,
    at: dt.datetime | None = None,
) -> Invitation | None:
    """Asks someone, once: by text message, by mail, or by a link to show or print.

    None where the address was asked within `quarantine_days` (whatever it was about), and nothing
    is sent. A link without an address ("") has no quarantine. The link goes in the caller's
    transaction; its secret is in `secret` of what is returned, and nowhere else.
    `about` has the names of `About`: kind, desk, unit, channel, reason, language.
    """
    about_what = About.of(about)
    day = timezone.localdate(at)
    if address and not _may_ask(address, day, quarantine_days):
        return None
    asked = question_sets.current(question_set)
    secret = secrets.token_urlsafe(16)
    made = Invitation.objects.create(
        question_set=asked,
        secret_hash=secret_hash(secret),
        channel=AskedChannel(channel),
        about=about_what.as_dict(),
        sent_on=day,
        expires_on=day + dt.timedelta(days=ANSWER_DAYS),
    )
    made.secret = secret
    count_asked(slug=question_set, abouts=[about_what], day=day)
    if channel != AskedChannel.LINK:
        _send(made, asked, address, channel, language)
    return made


def secret_hash(secret: str) -> str:
    """How an invitation is found: whoever reads the database cannot make links of it."""
    return keyed_hash("surveys.secret", secret)


def address_hash(address: str) -> str:
    """How an address is known again."""
    return keyed_hash("surveys.address", "".join(address.split()).lower())


def link_of(secret: str, language: str) -> str:
    """The link's whole address, in the language if the pages have it, else in English.

    Who writes in Swedish reads Swedish; to others, English is nearer.
    """
    with translation.override(_page_language(language)):
        return settings.BASE_URL.rstrip("/") + reverse("answer_survey", kwargs={"secret": secret})


def _page_language(language: str) -> str:
    if not language:
        return str(settings.LANGUAGE_CODE)
    return language if language in LANGUAGES else "en"


def _may_ask(address: str, day: dt.date, quarantine_days: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [address_hash(address), day, day - dt.timedelta(days=quarantine_days)])
        return cursor.fetchone() is not None


def _send(made: Invitation, asked: QuestionSet, address: str, channel: str, language: str) -> None:
    link = link_of(made.secret, language)
    with translation.override(_page_language(language)):
        values = {"municipality": settings.MUNICIPALITY, "link": link}
        if channel == AskedChannel.SMS:
            subject = ""
            text = _("How did it go? Four short questions from %(municipality)s: %(link)s") % values
        else:
            subject = _("How did it go?")
            text = "\n\n".join(_letter()) % values + "\n"
        messages.send(
            channel=channel, to=address, subject=subject, text=text, purpose="survey.asked"
        )


def _letter() -> list[str]:
    return [
        _("You have been in touch with %(municipality)s."),
        _("Would you answer four short questions? It takes a minute:"),
        "%(link)s",
        _(
            "Nobody can see who answered what. The link can be used once, and is open for two"
            " weeks. We will not remind you."
        ),
        _("With kind regards\n%(municipality)s"),
    ]
