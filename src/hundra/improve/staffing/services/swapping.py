"""A shift is offered, a colleague takes it, maybe for one of their own; the rules judge at once.

Whatever breaks a rule of working time, or lacks a skill that the shift asks for, cannot be taken.
If besides the desk loses nothing by it (who comes has every language and channel of who goes, in
the same team), the rules approve. Otherwise whoever plans the roster does.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.improve.staffing import own_rules, rule_words
from hundra.improve.staffing.errors import InvalidError, NotNowError, RulesBrokenError
from hundra.improve.staffing.models import (
    Assignment,
    PartKind,
    PeriodState,
    StaffPerson,
    Swap,
    SwapState,
)
from hundra.improve.staffing.problems import skills_of
from hundra.improve.staffing.queries import mine
from hundra.improve.staffing.queries.keeping_rules import Changes, new_breaches
from hundra.improve.staffing.queries.ruling import book_of
from hundra.improve.staffing.rule_words import skill_name
from hundra.improve.staffing.services import showing, telling

OPEN = (SwapState.OFFERED, SwapState.ACCEPTED)


@transaction.atomic
def offer(
    *,
    assignment: Assignment,
    by: User,
    to: StaffPerson | None = None,
    text: str = "",
    now: dt.datetime | None = None,
) -> Swap:
    """Offers one's own published shift to a colleague, or to all at the desk who can work it."""
    given = _locked(assignment)
    _own(given.person, by)
    _can_be_given(given, now or timezone.now())
    if Swap.objects.filter(Q(given=given) | Q(returned=given), state__in=OPEN).exists():
        raise InvalidError(_("The shift is already offered."))
    if to is not None and (to.pk == given.person_id or not _same_desk(given.person, to)):
        raise InvalidError(_("Choose a colleague at your desk."))
    swap = Swap.objects.create(given=given, giver=given.person, taker=to, text=text.strip())
    telling.swap_offered(swap, [to] if to is not None else mine.who_could_take(swap))
    return swap


@transaction.atomic
def withdraw(*, swap: Swap, by: User, now: dt.datetime | None = None) -> Swap:
    """The one who offered takes it back, as long as nobody's day has changed."""
    swap = _locked_swap(swap)
    _own(swap.giver, by)
    _still(swap, *OPEN)
    return _settle(swap, SwapState.WITHDRAWN, by, now)


@transaction.atomic
def decline(*, swap: Swap, by: User, now: dt.datetime | None = None) -> Swap:
    """The colleague it was offered to by name says no."""
    swap = _locked_swap(swap)
    _still(swap, SwapState.OFFERED)
    if swap.taker is None:
        raise InvalidError(_("It is offered to all; leave it to another."))
    _own(swap.taker, by)
    swap = _settle(swap, SwapState.REFUSED, by, now)
    telling.swap_moved(swap)
    return swap


@transaction.atomic
def accept(
    *, swap: Swap, by: User, returned: Assignment | None = None, now: dt.datetime | None = None
) -> Swap:
    """A colleague takes it, maybe giving a shift of their own in return.

    Raises RulesBrokenError if a rule would break for either of them, or a skill is missing.
    """
    now = now or timezone.now()
    taker = own_rules.person_of(by)
    swap = _locked_swap(swap, taker)
    if taker is None or not own_rules.may_take(taker, swap):
        raise NotNowError(_("The offer is gone: somebody else took it, or it was taken back."))
    swap.taker, swap.returned = taker, None if returned is None else _locked(returned)
    _possible(swap, now)
    swap.state = SwapState.ACCEPTED
    if _loses_nothing(swap):
        return _swap(swap, None, now)
    swap.save(update_fields=["state", "taker", "returned"])
    telling.swap_moved(swap)
    return swap


@transaction.atomic
def decide(
    *, swap: Swap, by: User, approve: bool, answer: str = "", now: dt.datetime | None = None
) -> Swap:
    """The planner's word. What has come to break a rule since cannot be approved."""
    now = now or timezone.now()
    swap = _locked_swap(swap)
    if (
        not own_rules.may_decide(by, swap.giver)
        or swap.taker is None
        or swap.taker.guide.user == by
    ):
        raise InvalidError(_("Whoever plans the desk’s roster decides."))
    _still(swap, SwapState.ACCEPTED)
    swap.answer = answer.strip()
    if approve:
        _possible(swap, now)
        return _swap(swap, by, now)
    if not swap.answer:
        raise InvalidError(_("Write why, so that it can be understood."))
    swap = _settle(swap, SwapState.REFUSED, by, now)
    telling.swap_moved(swap)
    return swap


# What it takes


def _locked(assignment: Assignment) -> Assignment:
    return (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("person__guide__user", "person__guide__desk", "period", "shift_type")
        .get(pk=assignment.pk)
    )


def _locked_swap(swap: Swap, taker: StaffPerson | None = None) -> Swap:
    """With both people held, so that their days are judged one change at a time."""
    # In the order of their numbers, so that two swaps never wait for each other.
    own = None if taker is None else taker.pk
    parties = [key for key in (swap.giver_id, swap.taker_id, own) if key is not None]
    list(StaffPerson.objects.select_for_update(of=("self",)).filter(pk__in=parties).order_by("pk"))
    return (
        Swap.objects.select_for_update(of=("self",))
        .select_related(
            "given__shift_type",
            "given__period",
            "giver__guide__user",
            "giver__guide__desk",
            "taker__guide__user",
            "taker__guide__desk",
            "returned__shift_type",
            "returned__period",
        )
        .get(pk=swap.pk)
    )


def _own(person: StaffPerson, by: User) -> None:
    if person.guide.user_id != by.pk:
        raise InvalidError(_("Everybody swaps their own shifts."))


def _same_desk(one: StaffPerson, other: StaffPerson) -> bool:
    return other.is_active and one.guide.desk_id == other.guide.desk_id


def _still(swap: Swap, *states: str) -> None:
    if swap.state not in states:
        raise NotNowError(_("The swap is already settled."))


def _can_be_given(one: Assignment, now: dt.datetime) -> None:
    if one.period.state != PeriodState.PUBLISHED:
        raise InvalidError(_("Only shifts of a published roster can be swapped."))
    if one.starts_at <= now:
        raise NotNowError(_("The shift has already begun."))
    if one.parts.filter(kind=PartKind.TRAINING).exists():
        raise InvalidError(_("There is a training in that shift. Talk with whoever plans."))


def _possible(swap: Swap, now: dt.datetime) -> None:
    taker, given, returned = swap.taker, swap.given, swap.returned
    assert taker is not None  # noqa: S101 - for the type checker.
    if given.person_id != swap.giver_id or not _same_desk(swap.giver, taker):
        raise NotNowError(_("The offer is gone: somebody else took it, or it was taken back."))
    _can_be_given(given, now)
    if returned is not None:
        if returned.person_id != taker.pk:
            raise InvalidError(_("Everybody swaps their own shifts."))
        _can_be_given(returned, now)
    told = [*_against(taker, given, returned)]
    if returned is not None:
        told += _against(swap.giver, returned, given)
    told = told or _breaking(swap)
    if told:
        told = list(dict.fromkeys(told))
        raise RulesBrokenError(
            _("It cannot be swapped. %(reasons)s") % {"reasons": " ".join(told)}, told
        )


def _against(person: StaffPerson, gets: Assignment, gives: Assignment | None) -> list[str]:
    """Why the person cannot work the one shift instead of the other, whatever the rules say."""
    told = []
    missing = mine.missing_skills(person, gets)
    if missing:
        about = {"name": person, "skills": ", ".join(map(skill_name, missing))}
        told.append(_("%(name)s lacks %(skills)s.") % about)
    there = Assignment.objects.filter(person=person, day=gets.day)
    if gives is not None:
        there = there.exclude(pk=gives.pk)
    if there.exists():
        told.append(_("%(name)s already works that day.") % {"name": person})
    return told


def _breaking(swap: Swap) -> list[str]:
    """The rules of working time that would break for either of them."""
    taker, given, returned = swap.taker, swap.given, swap.returned
    assert taker is not None  # noqa: S101 - for the type checker.
    theirs: Changes = {given.day: given}
    ours: Changes = {given.day: None}
    if returned is not None:
        theirs = {returned.day: None, **theirs}
        ours = ours | {returned.day: returned}
    names = {str(one.pk): str(one) for one in (swap.giver, taker)}
    found = new_breaches(given.period.desk, {swap.giver.pk: ours, taker.pk: theirs})
    book = book_of(given.period.desk)
    return [rule_words.breach_text(one, names[one.person], book) for one in found]


def _loses_nothing(swap: Swap) -> bool:
    taker, giver = swap.taker, swap.giver
    assert taker is not None  # noqa: S101 - for the type checker.
    if taker.team != giver.team:
        return False
    has, had = skills_of(taker), skills_of(giver)
    return has == had if swap.returned is not None else has >= had


# What comes of it


def _swap(swap: Swap, by: User | None, now: dt.datetime) -> Swap:
    """The days change hands; other offers of the same days are no more."""
    assert swap.taker is not None  # noqa: S101 - for the type checker.
    moved = [swap.given] if swap.returned is None else [swap.given, swap.returned]
    others = Swap.objects.filter(Q(given__in=moved) | Q(returned__in=moved), state__in=OPEN)
    others.exclude(pk=swap.pk).update(state=SwapState.WITHDRAWN, decided_at=now)
    swap.given.person = swap.taker
    swap.given.save(update_fields=["person"])
    if swap.returned is not None:
        swap.returned.person = swap.giver
        swap.returned.save(update_fields=["person"])
    swap = _settle(swap, SwapState.APPROVED, by, now)
    showing.look_again([one for one in (swap.giver, swap.taker) if one is not None])
    telling.swap_moved(swap)
    return swap


def _settle(swap: Swap, state: SwapState, by: User | None, now: dt.datetime | None) -> Swap:
    swap.state, swap.decided_by, swap.decided_at = state, by, now or timezone.now()
    swap.save()
    return swap
