"""What surveys do in the background."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone
from procrastinate.contrib.django import app

from hundra.core.accounts.models import User
from hundra.core.audit.services import acting
from hundra.hear.surveys.errors import WaveError

log = logging.getLogger(__name__)


@app.task(name="surveys.mix", queueing_lock="surveys.mix", lock="surveys.mix")
def mix() -> None:
    """A box has become full."""
    from hundra.hear.surveys.services import mixing

    mixing.mix()


@app.periodic(cron="17 4 * * *")
@app.task(name="surveys.nightly", lock="surveys.mix")
def nightly(timestamp: int) -> None:
    """Empties boxes that have waited long enough, and what old invitations were about."""
    from hundra.hear.surveys.services import mixing, tidying

    mixing.mix()
    tidying.forget_old(today=timezone.localdate())


@app.task(name="surveys.open_wave", lock="surveys.waves")
def open_wave(*, wave: int, by: int | None) -> None:
    """Opens a staff survey and sends its links; goes on where it was if it was killed."""
    from hundra.hear.surveys.models import Wave
    from hundra.hear.surveys.services.waves import opening

    with _acting(by) as user:
        try:
            opening.open_wave(wave=Wave.objects.get(pk=wave), by=user)
        except WaveError as error:
            # Somebody must change the plan first; trying again does not help.
            log.warning("Survey %s was not opened: %s", wave, error)
            Wave.objects.filter(pk=wave).update(opens_by_itself=False)


@app.task(name="surveys.remind_wave", lock="surveys.waves")
def remind_wave(*, wave: int, by: int | None) -> None:
    from hundra.hear.surveys.models import Wave
    from hundra.hear.surveys.services.waves import reminding

    with _acting(by):
        reminding.remind(wave=Wave.objects.get(pk=wave))


@app.task(name="surveys.close_wave", lock="surveys.waves")
def close_wave(*, wave: int, by: int | None) -> None:
    from hundra.hear.surveys.models import Wave
    from hundra.hear.surveys.services import closing

    with _acting(by) as user:
        closing.close(wave=Wave.objects.get(pk=wave), by=user)


@app.periodic(cron="*/20 * * * *")
@app.task(name="surveys.see_to_waves", queueing_lock="surveys.see_to_waves")
def see_to_waves(timestamp: int) -> None:
    """Opens, reminds and closes the staff surveys whose day has come."""
    from hundra.hear.surveys.services.waves import calendar

    calendar.see_to_all(now=timezone.localtime())


@contextmanager
def _acting(by: int | None) -> Iterator[User | None]:
    """Changes inside are theirs in the history."""
    user = User.objects.filter(pk=by).first() if by else None
    if user is None:
        yield None
        return
    with acting(user):
        yield user


@app.task(name="surveys.suggest_themes")
def suggest_themes(wave: int) -> None:
    """A staff survey has closed: its own words get themes."""
    from hundra.hear.knowledge.finding import meaning
    from hundra.hear.surveys.models import Wave
    from hundra.hear.surveys.services import own_words

    embedder = meaning.embedder() if meaning.is_on() else None
    own_words.suggest_themes(wave=Wave.objects.get(pk=wave), embedder=embedder)
