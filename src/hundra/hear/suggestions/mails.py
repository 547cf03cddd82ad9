"""The letters about a suggestion, each in its reader's own language, queued in the outbox."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hundra.core.messages import services as outbox
from hundra.hear.suggestions.models import Entry, Follower, Suggestion

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)

QUOTED = 600  # Characters of the suggestion that a mail repeats.


@dataclass(frozen=True)
class Letter:
    subject: str
    paragraphs: list[str]


Writer = Callable[[Follower], Letter]


def address_of(follower: Follower) -> str:
    """Where the follower gets mail, or "" if they get none (now)."""
    if follower.user is not None:
        return follower.user.email if follower.user.is_active else ""
    return follower.email if follower.confirmed_at is not None else ""


def reachable(suggestions: Iterable[Suggestion]) -> QuerySet[Follower]:
    """Those who follow any of the suggestions and have confirmed that they want mail."""
    confirmed = Q(user__is_active=True) | (~Q(email="") & Q(confirmed_at__isnull=False))
    followers = Follower.objects.filter(confirmed, suggestion__in=list(suggestions))
    return followers.select_related("user", "suggestion", "via").order_by("-is_proposer", "pk")


def absolute(url_name: str, **kwargs: object) -> str:
    return settings.BASE_URL.rstrip("/") + reverse(url_name, kwargs=kwargs)


def way_url(follower: Follower) -> str:
    """Where the follower sees how it goes: the secret link only for the one who suggested it."""
    own = follower.via or follower.suggestion
    if follower.user_id is not None:
        return absolute("suggestion_inside", number=own.pk)
    if follower.is_proposer:
        return absolute("suggestion_way", secret=own.secret)
    return absolute("suggestion_follow", secret=follower.secret)


def leave_url(follower: Follower) -> str:
    return absolute("suggestion_follow", secret=follower.secret)


def receipt(suggestion: Suggestion, follower: Follower) -> None:
    """To the one who suggested: thanks, the secret link, and when a reply comes."""

    def write(reader: Follower) -> Letter:
        due = date_format(suggestion.reply_due_on, "j F Y")
        paragraphs = [
            _("Thank you for your suggestion!"),
            _quoted(suggestion.text),
            _("A person reads it. You get a reply by %(day)s at the latest.") % {"day": due},
        ]
        if reader.user_id is None:
            link = absolute("suggestion_confirm", secret=suggestion.secret, follower=reader.secret)
            paragraphs += [
                _(
                    "Open this link now, so that we know that the address is yours and the reply"
                    " finds its way here:"
                ),
                link,
                _(
                    "The link shows how your suggestion goes. It is only yours: whoever has it can"
                    " read what you wrote."
                ),
                _(
                    "Did you not suggest anything? Then you need do nothing: without the link being"
                    " opened, no more mail comes."
                ),
            ]
        else:
            paragraphs += [_("Here you see how it goes:"), way_url(reader)]
        return Letter(_("We have received your suggestion"), paragraphs)

    _queue(follower, write, purpose="suggestion.received")


def please_confirm(suggestion: Suggestion, follower: Follower) -> None:
    """To the one who joins in: is the address yours?"""

    def write(reader: Follower) -> Letter:
        return Letter(
            _("Do you want to follow “%(title)s”?") % {"title": suggestion.public_title},
            [
                _("Someone, probably you, agreed with this suggestion:"),
                suggestion.public_title,
                _("Open the link and say yes. Then your support counts and you hear how it goes:"),
                absolute("suggestion_follow", secret=reader.secret),
                _("Was it not you? Then you need do nothing, and no more mail comes."),
            ],
        )

    _queue(follower, write, purpose="suggestion.confirm")


def accepted(suggestion: Suggestion) -> None:
    """To all who follow: it is to be worked on."""

    def write(reader: Follower) -> Letter:
        return Letter(
            _("The suggestion is accepted"),
            [
                _("Good news: the suggestion has been accepted, and we go on working with it."),
                _quoted(_text_for(reader)),
                *_way(reader),
            ],
        )

    key = f"suggestion-{suggestion.pk}-accepted-{suggestion.version}"
    _tell(suggestion, write, "suggestion.accepted", key)


def replied(suggestion: Suggestion, entry: Entry) -> None:
    """To all who follow: the official reply."""

    def write(reader: Follower) -> Letter:
        return Letter(
            _("Reply to the suggestion"),
            [
                _("The suggestion has got a reply from %(municipality)s:")
                % {"municipality": settings.MUNICIPALITY},
                entry.text,
                _("This is what the suggestion said:"),
                _quoted(_text_for(reader)),
                *_way(reader),
            ],
        )

    _tell(suggestion, write, "suggestion.replied", f"entry-{entry.pk}")


def asked(suggestion: Suggestion, entry: Entry) -> None:
    """To the one who suggested it: a question."""

    def write(reader: Follower) -> Letter:
        return Letter(
            _("A question about your suggestion"),
            [
                _("We want to understand your suggestion and wonder:"),
                entry.text,
                _("Answer here. It takes a minute, and no login is needed:"),
                way_url(reader),
                _("Your suggestion:"),
                _quoted(suggestion.text),
            ],
        )

    own = reachable([suggestion]).filter(is_proposer=True, via=None)
    _tell(suggestion, write, "suggestion.asked", f"entry-{entry.pk}", followers=own)


def joined(moved_from: Suggestion, target: Suggestion, followers: Iterable[Follower]) -> None:
    """To those who moved along: their suggestion is now one with another."""

    def write(reader: Follower) -> Letter:
        paragraphs = [
            _(
                "Several have suggested the same thing. We have joined the suggestions, so that"
                " they weigh more together. You hear how it goes as before."
            )
        ]
        if target.is_public:
            paragraphs += [
                target.public_title,
                absolute("suggestion_public", number=target.pk),
            ]
        return Letter(
            _("Your suggestion has been joined with another"), [*paragraphs, *_way(reader)]
        )

    keys = [follower.pk for follower in followers]
    moved = reachable([target]).filter(pk__in=keys)
    key = f"suggestion-{moved_from.pk}-joined-{target.pk}"
    _tell(target, write, "suggestion.joined", key, followers=moved)


def tell(
    suggestions: Iterable[Suggestion], *, subject: object, text: object, key: str, url: object = ""
) -> int:
    """See services.tell_followers."""

    def write(reader: Follower) -> Letter:
        paragraphs = [str(text)]
        if str(url):
            paragraphs.append(str(url))
        return Letter(str(subject), [*paragraphs, *_way(reader)])

    suggestions = [s.duplicate_of or s for s in suggestions]
    return _tell_all(reachable(suggestions), write, "suggestion.told", key)


def _text_for(reader: Follower) -> str:
    """What the reader may see: their own words, or the text as published (else nothing)."""
    suggestion = reader.suggestion
    if reader.is_proposer:
        return (reader.via or suggestion).text
    return suggestion.public_title


def _way(reader: Follower) -> list[str]:
    return [_("See how it goes:"), way_url(reader)]


def _quoted(text: str) -> str:
    shown = text if len(text) <= QUOTED else text[:QUOTED].rstrip() + " …"
    return "\n".join(f"> {line}".rstrip() for line in shown.splitlines())


def _tell(
    suggestion: Suggestion,
    write: Writer,
    purpose: str,
    key: str,
    followers: QuerySet[Follower] | None = None,
) -> int:
    chosen = reachable([suggestion]) if followers is None else followers
    return _tell_all(chosen, write, purpose, key)


def _tell_all(followers: Iterable[Follower], write: Writer, purpose: str, key: str) -> int:
    once = {address_of(follower).lower(): follower for follower in reversed(list(followers))}
    drafts = [
        draft(follower, write, purpose=purpose, key=f"{key}:{_hashed(address)}")
        for address, follower in once.items()
        if address
    ]
    outbox.send_many(drafts)
    return len(drafts)


def _queue(follower: Follower, write: Writer, *, purpose: str) -> None:
    outbox.send_many([draft(follower, write, purpose=purpose)])


def draft(
    follower: Follower, write: Writer, *, purpose: str, key: str | None = None
) -> outbox.Draft:
    """The letter as it is queued, in the follower's language, with the way to leave at its end."""
    language = follower.language if follower.language in LANGUAGES else settings.LANGUAGE_CODE
    with translation.override(language):
        letter = write(follower)
        ending = [
            _("With kind regards\n%(municipality)s") % {"municipality": settings.MUNICIPALITY},
            _("No more mail about this? Leave here: %(url)s") % {"url": leave_url(follower)},
        ]
        one_click = absolute("suggestion_leave", secret=follower.secret)
    return outbox.Draft(
        to=follower.user.email if follower.user else follower.email,
        subject=letter.subject,
        text="\n\n".join([*letter.paragraphs, *ending]) + "\n",
        purpose=purpose,
        key=key,
        headers={
            "List-Unsubscribe": f"<{one_click}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _hashed(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()[:16]
