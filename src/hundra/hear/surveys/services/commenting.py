"""What the desk does with comments."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from hundra.core.accounts.models import User
from hundra.hear.surveys.models import Comment


@transaction.atomic
def pass_on(*, comment: Comment, to: str, by: User) -> Comment:
    """Notes that someone who can do something about it has been told. Once more changes nothing."""
    locked = Comment.objects.select_for_update().get(pk=comment.pk)
    if locked.passed_on_at is None:
        locked.passed_on_at, locked.passed_on_by = timezone.now(), by
        locked.passed_on_to = to.strip()[:120]
        locked.save(update_fields=["passed_on_at", "passed_on_by", "passed_on_to"])
    return locked


@transaction.atomic
def take_back(*, comment: Comment, by: User) -> Comment:
    """It was not passed on after all; the history remembers that it was said to be."""
    locked = Comment.objects.select_for_update().get(pk=comment.pk)
    locked.passed_on_at, locked.passed_on_by, locked.passed_on_to = None, None, ""
    locked.save(update_fields=["passed_on_at", "passed_on_by", "passed_on_to"])
    return locked
