"""Cases that are about the same thing, or have to do with each other."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.hear.cases import letters, rules
from hundra.hear.cases.errors import NotAllowedHereError, NotPossibleNowError
from hundra.hear.cases.models import UNSETTLED, Case, CaseState, Relation
from hundra.hear.cases.services.handling import back_to_work
from hundra.hear.cases.services.writing import add_step, lock, move, one_line, only_from, save


@transaction.atomic
def merge(
    *, case: Case, into: Case, by: User, seen: int | None = None, at: datetime | None = None
) -> Case:
    """The case goes on in another one. It keeps its number and its link, which lead on.

    A secret case is merged only with a secret case of the same unit, since each citizen follows
    both. Raises NotAllowedHereError for a case that the actor may not read, as if there was none.
    """
    if case.pk == into.pk:
        raise NotPossibleNowError(_("A case cannot be merged into itself."))
    case, into = _both(case, into, seen=seen)
    only_from(case, *UNSETTLED)
    _check_other(into, by)
    if into.state == CaseState.MERGED:
        raise NotPossibleNowError(
            _("That case has itself been merged. Choose the case that it went on in.")
        )
    if case.is_confidential != into.is_confidential or (
        case.is_confidential and case.unit_id != into.unit_id
    ):
        raise NotAllowedHereError(
            _("A confidential case can only be merged with a confidential case of the same unit.")
        )
    moment = at or timezone.now()
    case.state, case.merged_into, case.suspended_until = CaseState.MERGED, into, None
    move(case, by=by, at=moment)
    add_step(case, "merged", by=by, cause=into.number, at=moment)
    add_step(into, "merged_here", by=by, cause=case.number, at=moment)
    save(into)
    letters.tell(case, "merged")
    return case


@transaction.atomic
def separate(
    *, case: Case, cause: str, by: User, seen: int | None = None, at: datetime | None = None
) -> Case:
    """Undoes a merging that was wrong: the case goes on by itself, with its promise anew."""
    case = lock(case, seen=seen)
    only_from(case, CaseState.MERGED)
    why = one_line(cause, missing=_("Write why."))
    moment = at or timezone.now()
    case.merged_into = None
    back_to_work(case, at=moment)
    move(case, by=by, cause=why, at=moment)
    add_step(case, "separated", by=by, cause=why, at=moment)
    return case


@transaction.atomic
def link(*, case: Case, other: Case, by: User, at: datetime | None = None) -> Relation:
    """Notes that two cases have to do with each other. Once more changes nothing."""
    if case.pk == other.pk:
        raise NotPossibleNowError(_("A case cannot be linked with itself."))
    case, other = _both(case, other)
    _check_other(other, by)
    one, two = sorted((case, other), key=lambda one: one.pk)
    relation, made = Relation.objects.get_or_create(one=one, other=two, defaults={"by": by})
    if made:
        for here, there in ((case, other), (other, case)):
            cause = "" if there.is_confidential else there.number
            add_step(here, "linked", by=by, cause=cause, at=at)
            save(here)
    return relation


@transaction.atomic
def unlink(*, case: Case, other: Case, by: User, at: datetime | None = None) -> None:
    """Removes the link, if there is one."""
    one, two = sorted((case.pk, other.pk))
    gone, _by_model = Relation.objects.filter(one=one, other=two).delete()
    if gone:
        case = lock(case)
        cause = "" if other.is_confidential else other.number
        add_step(case, "unlinked", by=by, cause=cause, at=at)
        save(case)


def _both(case: Case, other: Case, *, seen: int | None = None) -> tuple[Case, Case]:
    """Both locked, always the lower number first, so that two actors cannot wait for each other."""
    held = {}
    for one in sorted((case, other), key=lambda one: one.pk):
        held[one.pk] = lock(one, seen=seen if one.pk == case.pk else None)
    return held[case.pk], held[other.pk]


def _check_other(other: Case, by: User) -> None:
    """The same words whether there is no such case or it is not theirs to know of."""
    if not rules.may_read(by, other):
        raise NotAllowedHereError(no_such_case())


def no_such_case() -> str:
    return _("There is no case with that number that you may read.")
