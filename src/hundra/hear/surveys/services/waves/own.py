"""An employee who has lost their link gets it again, where it was sent."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.messages import services as messages
from hundra.hear.surveys.errors import WaveError
from hundra.hear.surveys.models import Wave, WaveInvitation, WaveState, WayIn
from hundra.hear.surveys.services.waves import letters
from hundra.hear.surveys.services.waves.opening import drafts


@transaction.atomic
def send_again(*, wave: Wave, by: User) -> str:
    """Sends the user their link of an open wave again, and tells by which way (`WayIn`).

    Raises WaveError where they have none: not asked, answered, or with a slip.
    """
    found = (
        WaveInvitation.objects.select_related("member__person", "wave__question_set")
        .filter(wave=wave, wave__state=WaveState.OPEN, member__person__user=by)
        .first()
    )
    if found is None or found.is_answered or found.way_in == WayIn.SLIP:
        raise WaveError(_("There is no link of yours to send."))
    again = f"{letters.AGAIN}-{uuid.uuid4().hex}"
    messages.send_many(drafts(found.wave, [found], letters.AGAIN, again))
    return found.way_in
