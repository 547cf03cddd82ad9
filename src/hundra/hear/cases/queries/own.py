"""A case as the citizen sees it: by the secret link, or signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hundra.core.accounts.rules import Actor
from hundra.hear.cases.models import Attachment, Case, CaseState, Entry, EntryKind
from hundra.hear.cases.steps import in_citizen_words

STATE_WORDS = {
    CaseState.NEW: _("We have received your case. Soon a handler begins to work with it."),
    CaseState.OPEN: _("A handler is working with your case."),
    CaseState.SUSPENDED: _("Your case waits for something that we need before we can go on."),
    CaseState.CLOSED: _("Your case is closed."),
    CaseState.MERGED: _("Your case goes on together with another case about the same thing."),
}


@dataclass(frozen=True, kw_only=True)
class Happening:
    """A line of what has happened: a step in words, or a message with its files."""

    kind: str
    heading: Any
    text: str
    at: datetime
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OwnCase:
    """What the citizen may read of their case. `is_open` tells whether its texts are there.

    Of a confidential case the link shows the number, the state and the promised time, since
    whoever has the link has the page; its texts are there for the citizen when signed in.
    A merged case shows the state of the one it went on in, and that one's answer only if it is
    the same citizen's or the handler has said that it may be shared; never its texts.
    """

    number: str
    secret: str
    title: str
    text: str
    place: str
    state: str
    state_words: Any
    promise: str
    due_at: datetime | None
    suspended_until: Any
    answer: str
    closed_at: datetime | None
    goes_on_in: str
    happenings: tuple[Happening, ...]
    is_open: bool
    may_write: bool


def case_by_secret(secret: str) -> Case | None:
    """The case that the secret belongs to."""
    found = Case.objects.select_related("unit", "party", "merged_into")
    return found.filter(secret=secret, disposed_at=None).first()


def own_cases(user: Actor) -> QuerySet[Case]:
    """The signed-in user's own cases, the latest first."""
    if not user.is_authenticated or not user.is_active:
        return Case.objects.none()
    own = Case.objects.filter(party__user_id=user.pk, disposed_at=None)
    return own.select_related("unit").order_by("-opened_at", "-pk")


def final(case: Case) -> Case:
    """The case itself, or the one that it has at last been merged into."""
    while case.merged_into_id is not None:
        case = Case.objects.select_related("unit", "party", "merged_into").get(
            pk=case.merged_into_id
        )
    return case


def own_case(case: Case, *, signed_in: bool = False) -> OwnCase:
    """The page of the citizen's case. `signed_in`: it is sure that it is they who read."""
    last = final(case)
    is_open = signed_in or not (case.is_confidential or last.is_confidential)
    same = last.pk == case.pk or (last.party_id is not None and last.party_id == case.party_id)
    return OwnCase(
        number=case.number,
        secret=case.secret,
        title=case.title if is_open else "",
        text=case.text if is_open else "",
        place=case.place if is_open else "",
        state=last.state,
        state_words=STATE_WORDS[CaseState(last.state)],
        promise=case.promise if is_open else "",
        due_at=last.due_at if last.is_unsettled else None,
        suspended_until=last.suspended_until,
        answer=last.answer if is_open and (same or last.shares_answer) else "",
        closed_at=last.closed_at,
        goes_on_in=last.number if last.pk != case.pk else "",
        happenings=_happenings(case, with_texts=is_open),
        is_open=is_open,
        may_write=True,
    )


def _happenings(case: Case, *, with_texts: bool) -> tuple[Happening, ...]:
    """The latest first. Notes never; steps only those that are the citizen's to see."""
    entries = case.entries.exclude(kind=EntryKind.NOTE).prefetch_related("attachments")
    found = [_happening(entry, with_texts) for entry in entries.order_by("-written_at", "-pk")]
    return tuple(one for one in found if one is not None)


def _happening(entry: Entry, with_texts: bool) -> Happening | None:
    if entry.kind == EntryKind.STEP:
        heading = in_citizen_words(entry.text)
        if not heading:
            return None
        return Happening(kind="step", heading=heading, text="", at=entry.written_at)
    from_us = entry.kind == EntryKind.TO_CITIZEN
    return Happening(
        kind=entry.kind,
        heading=_("We wrote") if from_us else _("You wrote"),
        text=entry.text if with_texts else "",
        at=entry.written_at,
        files=tuple(entry.attachments.all()) if with_texts else (),
    )


def own_file(case: Case, pk: int, *, signed_in: bool = False) -> Attachment | None:
    """A file of the citizen's own messages, or of ours to them."""
    if case.is_confidential and not signed_in:
        return None
    shown = Attachment.objects.filter(
        pk=pk,
        entry__case=case,
        entry__kind__in=(EntryKind.TO_CITIZEN, EntryKind.FROM_CITIZEN),
    )
    return shown.first()
