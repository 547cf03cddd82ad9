"""What time takes away by itself: what old invitations were about."""

from __future__ import annotations

import datetime as dt

from hundra.hear.surveys.models import Invitation


def forget_old(*, today: dt.date) -> int:
    """Empties what unanswered invitations were about once their last day has passed."""
    return Invitation.objects.filter(expires_on__lt=today).exclude(about={}).update(about={})
