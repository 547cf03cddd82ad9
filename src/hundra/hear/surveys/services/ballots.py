"""Taking in an employee's answers: the link is used up, and they go into their unit's box, sealed.

See docs/decisions/0030 for what that promises.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.engines.text.masking import masked
from hundra.hear.surveys.errors import (
    AnsweredError,
    InvalidAnswerError,
    NotOpenError,
    UnknownLinkError,
)
from hundra.hear.surveys.models import (
    BallotBox,
    Item,
    ItemKind,
    Wave,
    WaveInvitation,
    WaveState,
    WaveUnit,
)
from hundra.hear.surveys.sealing import keyed_hash, seal_name, sealed, unsealed

LONGEST_TEXT = 2000
NOT_ANSWERED = -1

BLOCK = 8192
"""Bytes. A box grows by whole blocks, so its size doesn't tell who has written something."""

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: none of them looks like another (https://www.crockford.com/base32.html)."""

ALIKE = str.maketrans("OIL", "011")
CODE_LENGTH = 10


def new_secret(wave: Wave) -> str:
    """A link's secret. It begins with the wave, so that a page can say that it is closed."""
    return f"{wave.pk}-{secrets.token_urlsafe(16)}"


def new_code() -> str:
    """A paper slip's code: ten letters and digits, a billion times as many as there are slips."""
    return "".join(secrets.choice(LETTERS) for _place in range(CODE_LENGTH))


def spelled(code: str) -> str:
    """A code as it is written on a slip: `K7QM3-RTX9P`."""
    return f"{code[:5]}-{code[5:]}"


def code_of(typed: str) -> str:
    """The code that was meant, whatever case, blanks, and O for 0; "" if it can be none."""
    meant = "".join(one for one in typed.upper() if one.isalnum()).translate(ALIKE)
    right = len(meant) == CODE_LENGTH and all(one in LETTERS for one in meant)
    return meant if right else ""


def secret_hash(secret: str) -> str:
    """How an invitation is found, by a link's secret or a slip's code, however it was typed.

    Whoever reads the database cannot make links of it.
    """
    return keyed_hash("surveys.wave-secret", code_of(secret) or secret)


def open_or_raise(found: WaveInvitation | None, *, secret: str, day: dt.date) -> WaveInvitation:
    """The invitation if it can be answered on the day.

    Raises UnknownLinkError, AnsweredError or NotOpenError, in this order.
    """
    if found is None:
        raise _why_unknown(secret, day)
    if found.is_answered:
        raise AnsweredError(_("The questions have been answered. Thank you!"))
    refused = _why_not(found.wave, day)
    if refused is not None:
        raise refused
    return found


@transaction.atomic
def cast(
    *,
    secret: str,
    values: Mapping[str, int],
    texts: Mapping[str, str],
    at: dt.datetime | None = None,
) -> Wave:
    """Takes in one person's answers, by the items' codes; what is left out is not answered.

    Own words are masked before they are kept anywhere. All of it is written, or nothing. Raises
    UnknownLinkError, AnsweredError, NotOpenError, or InvalidAnswerError where a value is no
    option.
    """
    found = (
        WaveInvitation.objects.select_for_update(of=("self",))
        .select_related("wave__question_set")
        .filter(secret_hash=secret_hash(secret))
        .first()
    )
    invitation = open_or_raise(found, secret=secret, day=timezone.localdate(at))
    items = list(invitation.wave.question_set.items.all())
    ballot = {
        "values": [_value(one, values) for one in items if one.kind == ItemKind.SCALE],
        "texts": _masked(items, texts),
        "title": invitation.title,
        "is_manager": invitation.is_manager,
    }
    invitation.is_answered = True
    invitation.save(update_fields=["is_answered"])
    WaveUnit.objects.filter(wave=invitation.wave_id, unit=invitation.unit_id).update(
        answered=F("answered") + 1
    )
    _drop(invitation, ballot)
    return invitation.wave


def _why_unknown(secret: str, day: dt.date) -> UnknownLinkError | NotOpenError:
    """A closed wave's links are deleted, but they tell which wave they were of."""
    key, dash, _rest = secret.partition("-")
    if dash and key.isascii() and key.isdecimal() and len(key) < 10:  # noqa: PLR2004
        wave = Wave.objects.filter(pk=int(key)).first()
        refused = _why_not(wave, day) if wave is not None else None
        if refused is not None:
            return refused
    if code_of(secret):
        return UnknownLinkError(
            _("We don't know this code. Is every letter right? Or has the survey been closed?")
        )
    return UnknownLinkError(_("We don't know this link. Is the whole address there?"))


def _why_not(wave: Wave, day: dt.date) -> NotOpenError | None:
    if wave.state == WaveState.CANCELLED:
        return NotOpenError(_("The survey was called off."))
    if wave.state == WaveState.DRAFT:
        return NotOpenError(_("The survey has not begun."))
    if wave.state != WaveState.OPEN or wave.closes_on < day:
        return NotOpenError(_("The survey is closed. It can't be answered any more."))
    return None


def _value(item: Item, values: Mapping[str, Any]) -> int:
    given = values.get(item.code)
    if given is None:
        return NOT_ANSWERED
    if type(given) is not int or given not in item.values:
        raise InvalidAnswerError(_("Choose one of the answers to “%(item)s”.") % {"item": item})
    return given


def _masked(items: list[Item], texts: Mapping[str, str]) -> dict[str, str]:
    wanted = (one.code for one in items if one.kind == ItemKind.TEXT)
    written = {
        code: masked(str(texts.get(code) or "").replace("\0", "")[:LONGEST_TEXT]).strip()
        for code in wanted
    }
    return {code: text for code, text in written.items() if text}


def _drop(invitation: WaveInvitation, ballot: dict[str, Any]) -> None:
    """Puts the ballot in its unit's box, whose ballots then lie in a new order."""
    place: dict[str, Any] = {
        "wave_id": invitation.wave_id,
        "unit_id": invitation.unit_id,
        "seal": seal_name(),
    }
    BallotBox.objects.bulk_create([BallotBox(**place)], ignore_conflicts=True)
    box = BallotBox.objects.select_for_update().get(**place)
    there = [*unsealed(box.content), ballot]
    secrets.SystemRandom().shuffle(there)
    box.content = sealed(there, block=BLOCK)
    box.save(update_fields=["content"])
