"""What people answered afterwards: through the boxes, as any answers, so that nobody is known."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.utils import timezone

from hundra.config.demo.content import read_content
from hundra.hear.contacts.models import Desk, DeskReason
from hundra.hear.surveys.about import About
from hundra.hear.surveys.models import Box, ItemKind, Kind, QuestionSet
from hundra.hear.surveys.sealing import seal_name
from hundra.hear.surveys.services import question_sets
from hundra.hear.surveys.services.answering import put
from hundra.hear.surveys.services.mixing import mix
from hundra.hear.surveys.services.tallying import count_asked

SEED = 7
SPREAD = 1.0
"""Standard deviation of an answer round its mean, on the scale of 1–5."""
DONT_KNOW_SHARE = 0.04
CHANNELS, CHANNEL_SHARES = ("phone", "visit", "email", "web"), (0.85, 0.08, 0.04, 0.03)


def create_answers() -> None:
    """Weeks of them; every second week there are enough in the box for it to be emptied."""
    rng = np.random.default_rng(SEED)
    now = timezone.now()
    asked = question_sets.current("service")
    entries = read_content("service_centre")["answers"]
    for weeks_ago in range(max(entry["weeks"] for entry in entries), 0, -1):
        at = now - timedelta(weeks=weeks_ago - 1, days=1)
        for entry in entries:
            if weeks_ago <= entry["weeks"]:
                _answer_in_week(
                    entry, asked, at, entry["comments"][weeks_ago - 1 :: entry["weeks"]], rng
                )
        if weeks_ago % 2:
            mix(at=at, all_that_can=True)


def _answer_in_week(
    entry: dict[str, Any],
    asked: QuestionSet,
    at: datetime,
    comments: list[str],
    rng: np.random.Generator,
) -> None:
    desk = Desk.objects.get(slug=entry["desk"])
    # Confidential reasons are never asked about.
    reasons = list(desk.reasons.filter(is_confidential=False).order_by("pk"))
    day = timezone.localdate(at)
    abouts = [_about(desk, reasons, rng) for _ in range(rng.poisson(entry["asked_a_week"]))]
    for ago in range(7):
        count_asked(slug=asked.slug, abouts=abouts[ago::7], day=day - timedelta(days=ago))
    answering = abouts[: rng.poisson(entry["a_week"])]
    place: dict[str, Any] = {"question_set": asked, "kind": Kind.CONTACT, "desk": desk.slug}
    box, _ = Box.objects.get_or_create(**place, unit=desk.unit, seal=seal_name())
    ballots = [_ballot(entry, asked, about, rng) for about in answering]
    for ballot, comment in zip(ballots, comments, strict=False):
        ballot["texts"] = [comment]
    put(box, ballots, day)


def _about(desk: Desk, reasons: list[DeskReason], rng: np.random.Generator) -> About:
    channel = str(rng.choice(CHANNELS, p=CHANNEL_SHARES))
    return About(
        unit=desk.unit_id,
        desk=desk.slug,
        channel=channel if channel in desk.channels else "phone",
        reason=reasons[rng.integers(len(reasons))].reason_id,
        language="sv" if rng.random() < 0.85 else str(rng.choice(desk.languages[1:4])),  # noqa: PLR2004
    )


def _ballot(
    entry: dict[str, Any], asked: QuestionSet, about: About, rng: np.random.Generator
) -> dict[str, Any]:
    """Who found it hard to get help is a little less content with the rest as well."""
    items = [item for item in asked.items.all() if item.kind == ItemKind.SCALE]
    mood = rng.normal(0, SPREAD / 2)
    values = {
        item.code: int(np.clip(round(rng.normal(mean + mood, SPREAD)), 1, 5))
        for item, mean in zip(items, entry["means"], strict=True)
        if rng.random() > DONT_KNOW_SHARE
    }
    return {"values": values, "texts": [], "about": about.as_dict()}
