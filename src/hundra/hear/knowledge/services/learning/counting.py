"""Counts what searches, verdicts and openings come to, for the pages to read.

Two million searches take some seconds, so a job does it and the pages show when it was done.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from hundra.hear.knowledge.models import ALL_DOORS, Counted

PERIODS = (4, 12, 52)
"""Weeks that figures are shown for."""
MOST_GROUPS = 500
"""For each period and door. What fewer ask than those of the last waits for its turn."""
MOST_WORDINGS = 12
DECIDED_WEEKS = 12
"""Unanswered searches are compared over so many weeks before and after a decision."""
KEPT_WEEKS = 53

_NO_HIT = "hits = 0"
_TOLD = "hits > 0 AND watched"
_NOT_CHOSEN = f"{_TOLD} AND chosen_rank IS NULL"
_BY_PERIOD = ", ".join(
    f"count(*) FILTER (WHERE made_on > %(after_{weeks})s{also}) AS {name}_{weeks}"
    for weeks in PERIODS
    for name, also in (
        ("asked", ""),
        ("no_hit", f" AND {_NO_HIT}"),
        ("not_chosen", f" AND {_NOT_CHOSEN}"),
    )
)
_SUMS = ", ".join(
    f"sum({name}_{weeks})" for weeks in PERIODS for name in ("asked", "no_hit", "not_chosen")
)
COUNT_KEYS = f"""
    CREATE TEMP TABLE by_key ON COMMIT DROP AS
    SELECT key, door::text, {_BY_PERIOD} FROM knowledge_search
    WHERE made_on > %(after_{PERIODS[-1]})s GROUP BY key, door;
    INSERT INTO by_key SELECT key, '{ALL_DOORS}', {_SUMS} FROM by_key GROUP BY key
"""  # noqa: S608  Only constants of this module.
COUNT_GROUPS = {
    weeks: f"""
    INSERT INTO counted
    SELECT %(weeks)s, key, door, asked_{weeks}, no_hit_{weeks}, not_chosen_{weeks} FROM (
        SELECT *, row_number() OVER (
            PARTITION BY door ORDER BY no_hit_{weeks} + not_chosen_{weeks} DESC, key
        ) AS place
        FROM by_key WHERE no_hit_{weeks} + not_chosen_{weeks} > 0
    ) AS placed WHERE place <= %(most)s
"""  # noqa: S608  Only constants of this module.
    for weeks in PERIODS
}
WRITE_GROUPS = """
    INSERT INTO knowledge_searchgroup (key, words, language, wordings, nearest, since)
    SELECT key, (array_agg(words ORDER BY place))[1], (array_agg(language ORDER BY place))[1],
           jsonb_agg(jsonb_build_array(words, times) ORDER BY place), '{}', 0
    FROM (
        SELECT key, words, min(language) AS language, count(*) AS times,
               row_number() OVER (PARTITION BY key ORDER BY count(*) DESC, words) AS place
        FROM knowledge_search
        WHERE made_on > %(after)s AND key IN (SELECT key FROM counted)
        GROUP BY key, words
    ) AS said WHERE place <= %(most)s GROUP BY key
    ON CONFLICT (key) DO UPDATE SET words = excluded.words, language = excluded.language,
        wordings = excluded.wordings, since = 0
"""
WRITE_COUNTS = """
    DELETE FROM knowledge_searchcount;
    INSERT INTO knowledge_searchcount
        (group_id, weeks, door, asked, no_hit, not_chosen, unanswered)
    SELECT grouped.id, weeks, door, asked, no_hit, not_chosen, no_hit + not_chosen
    FROM counted JOIN knowledge_searchgroup grouped USING (key);
    DELETE FROM knowledge_searchgroup WHERE key NOT IN (SELECT key FROM counted)
"""
COUNT_SINCE = f"""
    UPDATE knowledge_searchgroup SET since = later.number FROM (
        SELECT key, count(*) AS number
        FROM knowledge_search JOIN knowledge_searchneed need USING (key)
        WHERE made_on > need.decided_on AND made_on > %(after)s
            AND ({_NO_HIT} OR {_NOT_CHOSEN})
        GROUP BY key
    ) AS later WHERE later.key = knowledge_searchgroup.key
"""  # noqa: S608  Only constants of this module.
COUNT_WEEKS = f"""
    INSERT INTO knowledge_searchweek (monday, door, asked, no_hit, told, chosen)
    SELECT date_trunc('week', made_on)::date, door, count(*),
           count(*) FILTER (WHERE {_NO_HIT}), count(*) FILTER (WHERE {_TOLD}),
           count(*) FILTER (WHERE {_TOLD} AND chosen_rank IS NOT NULL)
    FROM knowledge_search WHERE made_on >= %(monday)s GROUP BY 1, 2
    ON CONFLICT (monday, door) DO UPDATE SET asked = excluded.asked, no_hit = excluded.no_hit,
        told = excluded.told, chosen = excluded.chosen
"""  # noqa: S608  Only constants of this module.
COUNT_ARTICLES = """
    INSERT INTO knowledge_articlefigures (article_id, weeks, opened, helped, verdicts)
    SELECT article.id, %(weeks)s, coalesce(used.opened, 0), coalesce(said.helped, 0),
           coalesce(said.verdicts, 0)
    FROM knowledge_article article
    LEFT JOIN (
        SELECT article_id, sum(count) AS opened FROM knowledge_articleuse
        WHERE day > %(after)s GROUP BY 1
    ) AS used ON used.article_id = article.id
    LEFT JOIN (
        SELECT article_id, count(*) FILTER (WHERE helped) AS helped, count(*) AS verdicts
        FROM knowledge_verdict WHERE given_on > %(after)s GROUP BY 1
    ) AS said ON said.article_id = article.id
    WHERE article.first_published_at IS NOT NULL
"""


@transaction.atomic
def count_use(*, now: datetime | None = None) -> None:
    """Counts everything anew; readers see the former figures until it is done."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    before = Counted.objects.filter(pk=1).first()
    with connection.cursor() as cursor:
        _count_searches(cursor, today)
        _count_weeks(cursor, today, timezone.localdate(before.at) if before else None)
        cursor.execute("DELETE FROM knowledge_articlefigures")
        for weeks in PERIODS:
            cursor.execute(COUNT_ARTICLES, {"weeks": weeks, "after": _start(today, weeks)})
    Counted.objects.update_or_create(pk=1, defaults={"at": now})


def _count_searches(cursor: Any, today: date) -> None:
    cursor.execute(
        "CREATE TEMP TABLE counted (weeks int, key text, door text, asked int, no_hit int,"
        " not_chosen int) ON COMMIT DROP"
    )
    cursor.execute(COUNT_KEYS, {f"after_{weeks}": _start(today, weeks) for weeks in PERIODS})
    for weeks in PERIODS:
        cursor.execute(COUNT_GROUPS[weeks], {"weeks": weeks, "most": MOST_GROUPS})
    cursor.execute(WRITE_GROUPS, {"after": _start(today, PERIODS[-1]), "most": MOST_WORDINGS})
    cursor.execute(WRITE_COUNTS)
    cursor.execute(COUNT_SINCE, {"after": _start(today, DECIDED_WEEKS)})
    cursor.execute("DROP TABLE counted, by_key")


def _count_weeks(cursor: Any, today: date, counted_on: date | None) -> None:
    """The weeks that may have changed since they were counted; the others stand.

    A search belongs to its day, so only the week of the last count and those after it can have.
    Weeks from before the searches are kept stay too: they are counted once and nobody is in them.
    """
    first = _start(today, KEPT_WEEKS)
    if counted_on is not None:
        first = max(first, counted_on - timedelta(days=1))
    cursor.execute(COUNT_WEEKS, {"monday": first - timedelta(days=first.weekday())})


def _start(today: date, weeks: int) -> date:
    """The last day before the period."""
    return today - timedelta(weeks=weeks)
