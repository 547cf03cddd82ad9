"""Fills the demo, in order: organisation, people who sign in, the story, the series, the bulk."""

from __future__ import annotations

import random

import numpy as np
import pghistory
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone, translation

from hundra.config.demo.bulk import bulk_suggestions
from hundra.config.demo.clock import turned_clock
from hundra.config.demo.desks import bulk_contacts, create_answers, create_desks, live
from hundra.config.demo.improvements import create_programme, plan_improvements
from hundra.config.demo.knowledge import create_paths, create_use, plan_knowledge
from hundra.config.demo.logins import create_logins
from hundra.config.demo.organisation import build_organisation
from hundra.config.demo.plans import create_plan
from hundra.config.demo.rosters import create_rosters, mend_rosters
from hundra.config.demo.series import create_series
from hundra.config.demo.story import Story
from hundra.config.demo.suggestions import plan_suggestions
from hundra.config.demo.surveys.waves import create_waves, open_one
from hundra.core.messages.models import Message, MessageState
from hundra.core.organisation.services.hr import import_hr
from hundra.hear.knowledge.jobs import count_use
from hundra.hear.knowledge.models import Article
from hundra.hear.knowledge.services.indexing import request_index_of
from hundra.hear.surveys.jobs import suggest_themes
from hundra.improve.staffing.jobs import forecast_all

CONTACTS_A_WEEK = 7_000


@transaction.atomic
def fill(*, rng: random.Random, employees: int, suggestions: int, contacts: int) -> None:
    """All of the demo, in one transaction."""
    with translation.override("sv"):
        _import_organisation(rng, employees)
        users = create_logins()
        story = Story(today=timezone.localdate(), rng=rng)
        with turned_clock() as clock:
            clock.turn_to(story.day(740))
            demo = create_programme(story, users)
            plan_improvements(demo)
            plan_suggestions(demo)
            plan_knowledge(story, users)
            story.tell(clock)
        create_series(demo)
        create_paths(story, users)
        create_use(story)
        with pghistory.context(user=users["administrator"].pk):
            _fill_desks(contacts)
        with turned_clock() as clock:
            live(clock, users)
        create_answers()
        now = timezone.now()
        with turned_clock() as clock:
            waves = create_waves(clock, users, today=story.today)
            create_plan(clock, users, wave=waves[0], now=now)
        open_one(users)
        # Else who did something last would have made the rosters too.
        with pghistory.context(user=users["planerare"].pk):
            create_rosters(today=story.today)
        if suggestions:
            bulk_suggestions(suggestions, rng=rng)
            _count_anew()
        _post_what_was_written()
        # Search and the figures of its use are filled by the worker, once it runs.
        request_index_of(Article.objects.order_by("pk").values_list("pk", flat=True))
        count_use.configure().defer(timestamp=0)
        forecast_all.configure().defer(timestamp=0)
        mend_rosters()
        for wave in waves:
            suggest_themes.defer(wave=wave.pk)


def _fill_desks(contacts: int) -> None:
    """As many weeks of contacts as there are, up to now: Örebro has some 7,000 a week."""
    create_desks()
    weeks = max(1, round(contacts / CONTACTS_A_WEEK))
    bulk_contacts(
        contacts=contacts,
        cases=None,
        until=timezone.now(),
        days=7 * weeks,
        rng=np.random.default_rng(contacts),
    )


def _import_organisation(rng: random.Random, employees: int) -> None:
    report = import_hr(build_organisation(rng, employees))
    if not report.carried_out:
        raise RuntimeError(f"The demo's own HR files are refused: {report}")
    _count_anew()


def _count_anew() -> None:
    """The first pages are planned by the sizes of now, without waiting for PostgreSQL's round."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _post_what_was_written() -> None:
    """The mails of the two years were sent then; only what is written from now on is to go out."""
    Message.objects.filter(state=MessageState.QUEUED).update(
        state=MessageState.SENT, sent_at=F("created_at"), attempts=1
    )
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo'")
