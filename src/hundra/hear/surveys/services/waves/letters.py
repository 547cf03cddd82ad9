"""What the mails and text messages of a staff survey say, in Swedish and, below, in English."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hundra.core.messages.services import EMAIL, SMS, Draft
from hundra.hear.surveys.models import Wave, WaveInvitation, WayIn
from hundra.hear.surveys.queries.waves.instruments import minutes_of
from hundra.hear.surveys.services.waves.links import code_page, link_of, secret_of

INVITATION, REMINDER, AGAIN = "asked", "reminder", "again"
PURPOSE = "survey.wave"
LANGUAGES = ("sv", "en")
RULE = "–" * 20
SLOT = "\x00"
"""Where each one's link stands in the words that all share."""


@dataclass(frozen=True)
class Words:
    """A letter to all, made once; only the link differs."""

    kind: str
    subject: str
    mail: str
    text_message: str

    @classmethod
    def of(cls, wave: Wave, kind: str) -> Words:
        parts = [_part(wave, kind, language) for language in LANGUAGES]
        with translation.override(LANGUAGES[0]):
            subject = _subject(kind) % {"title": wave.title}
        return cls(kind, subject, f"\n\n{RULE}\n\n".join(parts) + "\n", _text_message(wave, kind))

    def draft(self, invitation: WaveInvitation, *, to: str, key: str | None) -> Draft:
        secret = secret_of(invitation.wave_id, invitation.pk)
        text, channel = (
            (self.text_message, SMS) if invitation.way_in == WayIn.SMS else (self.mail, EMAIL)
        )
        for language in LANGUAGES:
            text = text.replace(_slot(language), link_of(secret, language))
        return Draft(
            to=to,
            subject="" if channel == SMS else self.subject,
            text=text,
            purpose=PURPOSE,
            key=key,
            channel=channel,
            headers={} if channel == SMS else {"Auto-Submitted": "auto-generated"},
        )

    @property
    def example(self) -> str:
        """The mail as it will read, for those who plan."""
        return _with_example(self.mail)

    @property
    def example_text_message(self) -> str:
        return _with_example(self.text_message)


def _with_example(text: str) -> str:
    for language in LANGUAGES:
        text = text.replace(_slot(language), f"{code_page(language)}…")
    return text


def _slot(language: str) -> str:
    return f"{SLOT}{language}{SLOT}"


def _subject(kind: str) -> str:
    if kind == REMINDER:
        return pgettext("survey letter", "A reminder: %(title)s")
    if kind == AGAIN:
        return pgettext("survey letter", "Your link again: %(title)s")
    return pgettext("survey letter", "What do you say? %(title)s")


def _part(wave: Wave, kind: str, language: str) -> str:
    """The letter in one language."""
    with translation.override(language):
        values = {
            "municipality": settings.MUNICIPALITY,
            "title": wave.title,
            "day": date_format(wave.closes_on, "j F"),
            "link": _slot(language),
            "how_long": how_long(wave),
            "whom": wave.ask_whom,
        }
        return "\n\n".join(_paragraphs(wave, kind)) % values


def _paragraphs(wave: Wave, kind: str) -> list[str]:
    paragraphs = [
        _("Hello!"),
        _opening(wave, kind),
        _("%(how_long)s Answer here, on a phone or a computer, at work:"),
        "%(link)s",
        _("The last day is %(day)s. The link is yours alone and can be used once."),
        _(
            "Nobody can see who answered what, neither your manager nor HR. Your answers are mixed"
            " with others' and shown only for groups of at least %(least)s people. Answering is"
            " your choice, and you may skip any question."
        ).replace("%(least)s", str(wave.least_group)),
    ]
    if wave.ask_whom:
        paragraphs.append(_("Is there something you wonder about? Ask %(whom)s."))
    return [*paragraphs, _("Thank you for taking the time!\n%(municipality)s")]


def _opening(wave: Wave, kind: str) -> str:
    if kind == REMINDER:
        return _(
            "There is still time to answer “%(title)s”. We write to all who haven't answered yet."
            " Have you just done so? Thank you, then you need do nothing more."
        )
    if kind == AGAIN:
        return _("Here is your link to “%(title)s” again, since you asked for it.")
    if wave.is_pilot:
        return _(
            "You are one of a few who try the questions of “%(title)s” before all others get them."
            " Please answer as you would in earnest; it shows us what is hard to understand."
        )
    return _(
        "How is it at work? You are asked to answer “%(title)s”. What you and your colleagues say"
        " is where we begin when we make the workplace better."
    )


def how_long(wave: Wave) -> str:
    """Such as "It is 27 questions and takes about five minutes." """
    questions = wave.question_set.items.count()
    minutes = minutes_of(questions)
    return ngettext(
        "It is %(questions)s question and takes about %(minutes)s min.",
        "It is %(questions)s questions and takes about %(minutes)s min.",
        questions,
    ) % {"questions": questions, "minutes": minutes}


def _text_message(wave: Wave, kind: str) -> str:
    """Short, in Swedish; the page has both languages."""
    with translation.override(LANGUAGES[0]):
        said = (
            _("%(municipality)s reminds you of “%(title)s”.")
            if kind == REMINDER
            else _("%(municipality)s asks you: “%(title)s”.")
        )
        rest = _("About %(minutes)s min, until %(day)s. Nobody sees who answered what: %(link)s")
        return f"{said} {rest}" % {
            "municipality": settings.MUNICIPALITY,
            "title": wave.title,
            "minutes": minutes_of(wave.question_set.items.count()),
            "day": date_format(wave.closes_on, "j F"),
            "link": _slot(LANGUAGES[0]),
        }
