"""The sounds that a provider fetches: a person's recording, or the text read by a machine."""

from __future__ import annotations

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hundra.adapters.voice import addresses, music
from hundra.adapters.voice.guard import from_provider
from hundra.core.ui.access import open_to_all
from hundra.hear.contacts import telephony
from hundra.hear.contacts.queries import spoken

logger = logging.getLogger("hundra.telephony")
FOR_A_DAY = "private, max-age=86400"


@open_to_all
@require_safe
@from_provider
def sound(
    request: HttpRequest, desk: int, menu: int, node: str, part: str, language: str
) -> HttpResponse:
    """One utterance of a menu."""
    known = addresses.part_of(part)
    if known is None:
        raise Http404
    found = spoken.utterance(desk=desk, menu=menu or None, node=node, part=known, language=language)
    if found is None:
        raise Http404
    if found.recording is not None:
        return HttpResponse(
            found.recording.file.read(),
            content_type=found.media_type,
            headers={"Cache-Control": FOR_A_DAY},
        )
    try:
        read = telephony.speech().read(found.text, language)
    except telephony.SpeechError as error:
        logger.error("A text in %s could not be read aloud: %s", language, error)
        raise Http404 from error
    return HttpResponse(read, content_type="audio/wav", headers={"Cache-Control": FOR_A_DAY})


@open_to_all
@require_safe
@from_provider
def hold(request: HttpRequest) -> HttpResponse:
    """Some seconds of quiet tones for those who wait."""
    headers = {"Cache-Control": FOR_A_DAY}
    return HttpResponse(music.waiting(), content_type="audio/wav", headers=headers)
