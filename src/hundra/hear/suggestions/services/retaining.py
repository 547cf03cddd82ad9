"""What is removed when it has been kept long enough (see core.audit.retention)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from hundra.hear.suggestions.models import Follower


@transaction.atomic
def remove_addresses(followers: Sequence[Follower]) -> None:
    """Removes the addresses. Support once confirmed still counts; what never was confirmed goes."""
    given = Follower.objects.filter(pk__in=[follower.pk for follower in followers])
    given.filter(is_proposer=False, confirmed_at=None).delete()
    given.update(email="")
