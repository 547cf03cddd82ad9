"""The search box for a frame in the municipality's own site or intranet."""

from __future__ import annotations

from functools import partial
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from hundra.core.ui.access import open_to_all
from hundra.engines.text import plain_text
from hundra.hear.knowledge import queries
from hundra.hear.knowledge.addresses import shell_language, topic_path
from hundra.hear.knowledge.models import Audience, Door, Topic
from hundra.hear.knowledge.views import reading, searching

SHOWN = 5
PLACE = reading.Place(audiences=frozenset({Audience.EVERYONE}), door=Door.EMBEDDED, is_inside=False)


@open_to_all
@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["'self'", *settings.EMBED_HOSTS]})
def box(request: HttpRequest) -> HttpResponse:
    """As one types, answers show in the frame; what is chosen or sent opens in the whole window.

    `?amne=` shows a topic's answers under the box to begin with.
    """
    topic = queries.readable_topic(plain_text(request.GET.get("amne", "")[:60]), PLACE.audiences)
    start = partial(_start, topic=topic)
    return searching.public_answer(request, PLACE, "knowledge/embedded.html", start)


def _start(place: reading.Place, *, topic: Topic | None) -> dict[str, Any]:
    language = shell_language()
    if topic is not None:
        answers = list(queries.answers_in(topic, audiences=place.audiences, language=language))[
            :SHOWN
        ]
    else:
        answers = queries.most_used(audiences=place.audiences, language=language, limit=SHOWN)
    return {
        **reading.common_context(place),
        "topic": topic,
        "rows": reading.rows(place, answers),
        "all_url": topic_path(topic.slug) if topic else reverse("help"),
    }
