"""Publishing a wave: what may be shown is planned, made and kept, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.engines.disclosure.release import Release
from hundra.engines.psychometrics import levels_of
from hundra.hear.surveys.errors import NotClosedError
from hundra.hear.surveys.models import Publication, Split, Wave, WaveState
from hundra.hear.surveys.published import Figures, packed
from hundra.hear.surveys.services.publishing import comparing, measuring, relating
from hundra.hear.surveys.services.publishing.ground import MANAGER_VALUES, Ground, ground_of


@transaction.atomic
def publish(*, wave: Wave, at: dt.datetime | None = None) -> Publication:
    """Plans what may be shown beside all that was shown before, and keeps those figures.

    Once more, with nothing new to say, gives the publication that there is. The wave that this
    one is compared with gets one more too where its units are not the same: what a change tells
    of it is then counted among what has been shown.

    Raises NotClosedError for a wave that is still open, or a pilot; SealedAnswers.DoesNotExist
    and LostSealError where there are no answers to open.
    """
    locked = Wave.objects.select_for_update(no_key=True).get(pk=wave.pk)
    if locked.is_pilot or locked.state not in (WaveState.CLOSING, WaveState.CLOSED):
        raise NotClosedError(_("Only a closed survey has results."))
    if locked.earlier_id is not None:
        # Two waves compared with the same one each plan it beside what the other has shown.
        Wave.objects.select_for_update(no_key=True).get(pk=locked.earlier_id)
    ground = ground_of(locked)
    shown, few = measuring.unit_measured(ground)
    changes = comparing.compared(ground, shown)
    figures = _figures(ground, shown, few, changes)
    day = timezone.localdate(at)
    if changes is not None and changes.release is not None:
        _keep(changes.earlier, changes.release, b"", day, over=locked)
    return _keep(locked, ground.release, packed(figures), day)


def _figures(
    ground: Ground,
    shown: measuring.Bools,
    few: measuring.Bools,
    changes: comparing.Compared | None,
) -> Figures:
    release = ground.release
    why, beside = measuring.unit_reasons(release)
    counts, starts = measuring.option_counts(ground, shown)
    splits = [view[0] for view in release.parts if view]
    return Figures(
        about={
            "starts": starts,
            "outcome": relating.outcome(ground),
            "earlier": changes.earlier.pk if changes else None,
            "splits": {split: _values(ground, split) for split in splits},
        },
        keys=release.tree.keys,
        above=release.tree.above.astype(np.int32),
        invited=ground.tree.up(ground.population).astype(np.int32),
        answered=ground.tree.up(ground.answered).astype(np.int32),
        why=why,
        beside=beside,
        hidden=measuring.reasons(shown, few),
        counts=counts,
        fit=relating.fit(ground),
        splits={split: measuring.split_of(ground, split) for split in splits},
        **measuring.level_arrays(levels_of(measuring.unit_wave(ground)), shown),
        **(changes.arrays if changes else comparing.without_changes(ground)),
        **relating.ties(ground, shown),
    )


def _values(ground: Ground, split: str) -> list[str]:
    return list(ground.titles if split == Split.OCCUPATION else MANAGER_VALUES)


def _keep(
    wave: Wave, release: Release, figures: bytes, day: dt.date, *, over: Wave | None = None
) -> Publication:
    """One more, unless the latest says the same."""
    all_of = Publication.objects.filter(wave=wave).order_by("-number")
    number = all_of.values_list("number", flat=True).first() or 0
    shown: dict[str, Any] = json.loads(json.dumps(release.to_data()))
    latest = all_of.filter(over=over).first()
    is_new = any(part["new"] for part in shown["views"])
    if latest is not None and not is_new and bytes(latest.figures) == figures:
        return latest
    return Publication.objects.create(
        wave=wave,
        number=number + 1,
        over=over,
        made_on=day,
        tree=shown["parents"],
        release=shown,
        figures=figures,
    )
