"""Which desk takes what, for those who get in touch."""

from __future__ import annotations

from hundra.hear.contacts.models import Channel, Desk
from hundra.hear.suggestions.models import Audience


def desk_for(audience: Audience, channel: Channel, slug: str = "") -> Desk | None:
    """The desk with the address, or the first one; None if none takes the channel."""
    desks = Desk.objects.filter(
        audience=audience, is_active=True, channels__contains=[channel]
    ).order_by("pk")
    return (desks.filter(slug=slug).first() if slug else None) or desks.first()


def shown_desk(slug: str) -> Desk | None:
    """The desk whose waiting room has the address."""
    return Desk.objects.filter(slug=slug, is_active=True).first()
