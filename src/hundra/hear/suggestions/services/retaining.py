"""What is removed when it has been kept long enough."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hundra.hear.suggestions.models import Follower
from hundra.hear.suggestions.queries import followers_past


@transaction.atomic
def remove_addresses(*, before: datetime) -> int:
    """Removes the visitors' addresses at suggestions that ended before; how many.

    Support once confirmed still counts, without the address.
    """
    past = Follower.objects.filter(pk__in=followers_past(before=before).values("pk"))
    unconfirmed, _ = past.filter(is_proposer=False, confirmed_at=None).delete()
    return past.update(email="") + unconfirmed
