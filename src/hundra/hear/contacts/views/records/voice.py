"""Voice messages are played, never served directly."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from hundra.core.accounts.models import User
from hundra.core.ui.access import requires
from hundra.hear.contacts import rules
from hundra.hear.contacts.queries import record as records
from hundra.hear.contacts.queries.voice import voice_message
from hundra.hear.contacts.services.listening import note_listening
from hundra.hear.knowledge.views.serving import send


@requires(rules.may_see_contacts_somewhere)
@require_safe
def play(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Whoever may see the contact, unless it led to a confidential case that they do not handle."""
    spoken = voice_message(pk)
    if spoken is None or not rules.may_see(request.user, spoken.message.call.contact):
        raise Http404
    contact = records.contact_by_key(spoken.message.call.contact_id)
    if contact is None or records.record(contact, request.user).is_hidden or not spoken.is_here:
        raise Http404
    assert isinstance(request.user, User)  # noqa: S101 - for the type checker.
    note_listening(message=spoken.message, by=request.user)
    response = send(request, spoken.message.file, media_type=spoken.media_type, public=False)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
