"""The rules of routing in words, with a desk's own figures. The rule: `engines.queueing.rule`."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hundra.hear.contacts.models import Desk, DeskReason

ORDINARY = 50
MINUTE = 60


@dataclass(frozen=True)
class Rule:
    title: str
    text: str


def describe(desk: Desk) -> list[Rule]:
    """The rules that decide who gets whom at the desk, in the order they are applied."""
    return [
        Rule(_("Who comes first"), _first(desk)),
        Rule(_("The language first"), _language(desk)),
        Rule(_("Then the reason"), _reason(desk)),
        Rule(_("Nobody waits for what nobody at work has"), _nobody_waits()),
        Rule(_("When nobody at work speaks the language"), _interpreter(desk)),
        Rule(_("When several guides can"), _several()),
        Rule(_("When it rings"), _ringing(desk)),
        Rule(_("What comes in writing"), _writing(desk)),
    ]


def seconds(number: int) -> str:
    """ "45 seconds", "2 minutes"."""
    if number >= MINUTE and number % MINUTE == 0:
        minutes = number // MINUTE
        return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    return ngettext("%(number)d second", "%(number)d seconds", number) % {"number": number}


def _first(desk: Desk) -> str:
    ahead = _names(desk.reasons.filter(is_active=True, priority__lt=ORDINARY))
    behind = _names(desk.reasons.filter(is_active=True, priority__gt=ORDINARY))
    sentences = [_("Whoever has waited longest comes first.")]
    if ahead:
        sentences.append(_("These reasons go before others: %(reasons)s.") % {"reasons": ahead})
    if behind:
        sentences.append(_("These reasons come after others: %(reasons)s.") % {"reasons": behind})
    return " ".join(sentences)


def _names(reasons: QuerySet[DeskReason]) -> str:
    found = reasons.select_related("reason").order_by("priority", "reason__name")
    return ", ".join(reason.reason.name for reason in found)


def _language(desk: Desk) -> str:
    return _(
        "It goes to a guide who speaks the language well or fluently. After %(time)s, guides who"
        " speak it a little may be asked too."
    ) % {"time": seconds(desk.widen_level_seconds)}


def _reason(desk: Desk) -> str:
    return _(
        "Among those who speak the language, it goes to a guide who knows the reason chosen. After"
        " %(time)s, any guide who speaks the language may be asked. The right language always"
        " comes before the right reason."
    ) % {"time": seconds(desk.widen_reason_seconds)}


def _nobody_waits() -> str:
    return _(
        "If nobody at work knows the reason, or speaks the language well, the next best is asked"
        " at once. Guides in a conversation, wrapping up or on a break are at work; those in"
        " training are not."
    )


def _interpreter(desk: Desk) -> str:
    return _(
        "That is noted, and the phone menu can offer to call back. Whoever still waits after"
        " %(time)s is helped by a free guide and an interpreter."
    ) % {"time": seconds(desk.widen_level_seconds)}


def _several() -> str:
    return _(
        "The one with the fewest languages is asked, so that those with more are free for who"
        " needs them; then the one with the fewest reasons; then the one who has been free"
        " longest. A guide who has handed a contact on does not get it back."
    )


def _ringing(desk: Desk) -> str:
    return _(
        "It rings for %(ring)s. If the guide does not answer, the contact keeps its place in the"
        " queue and the guide is put on a break. After a conversation the guide has %(wrap)s to"
        " register it before the next one rings."
    ) % {"ring": seconds(desk.ring_seconds), "wrap": seconds(desk.wrap_up_seconds)}


def _writing(desk: Desk) -> str:
    return ngettext(
        "E-mail and forms lie in the list until a guide takes them, and are to be answered within"
        " %(number)d working hour.",
        "E-mail and forms lie in the list until a guide takes them, and are to be answered within"
        " %(number)d working hours.",
        desk.reply_within_hours,
    ) % {"number": desk.reply_within_hours}
