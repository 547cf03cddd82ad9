"""Counts what searches, verdicts and openings come to, for the pages to read.

Two million searches take some seconds, so a job does it and the pages show when it was done.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from hundra.hear.knowledge.models import ALL_DOORS, Counted, Search

PERIODS = (4, 12, 52)
"""Weeks that figures are shown for."""
MOST_GROUPS = 500
"""For each period and door. What fewer ask than those of the last waits for its turn."""
DECIDED_WEEKS = 12
"""Unanswered searches are compared over so many weeks before and after a decision."""
KEPT_WEEKS = 53

_NO_HIT = "count(*) FILTER (WHERE hits = 0)"
_NOT_CHOSEN = "count(*) FILTER (WHERE hits > 0 AND watched AND chosen_rank IS NULL)"
_UNANSWERED = "(hits = 0 OR (watched AND chosen_rank IS NULL))"
COUNT_GROUPS = f"""
    INSERT INTO counted
    SELECT %(weeks)s, key, door, asked, no_hit, not_chosen FROM (
        SELECT *, row_number()
            OVER (PARTITION BY door ORDER BY no_hit + not_chosen DESC, key) AS place
        FROM (
            SELECT key, coalesce(door, '{ALL_DOORS}') AS door, count(*) AS asked,
                   {_NO_HIT} AS no_hit, {_NOT_CHOSEN} AS not_chosen
            FROM knowledge_search WHERE made_on > %(after)s
            GROUP BY GROUPING SETS ((key), (key, door))
        ) AS one WHERE no_hit + not_chosen > 0
    ) AS placed WHERE place <= {MOST_GROUPS}
"""  # noqa: S608  Only constants of this module.
WRITE_GROUPS = """
    INSERT INTO knowledge_searchgroup (key, words, language, nearest, since)
    SELECT DISTINCT ON (key) key, words, language, '{}', 0 FROM (
        SELECT key, words, language, count(*) AS times FROM knowledge_search
        WHERE made_on > %(after)s AND key IN (SELECT key FROM counted)
        GROUP BY key, words, language
    ) AS wordings ORDER BY key, times DESC, words
    ON CONFLICT (key) DO UPDATE SET words = excluded.words, language = excluded.language, since = 0
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
        WHERE made_on > need.decided_on AND made_on > %(after)s AND {_UNANSWERED} GROUP BY key
    ) AS later WHERE later.key = knowledge_searchgroup.key
"""  # noqa: S608  Only constants of this module.
COUNT_WEEKS = f"""
    INSERT INTO knowledge_searchweek (monday, door, asked, no_hit, told, chosen)
    SELECT date_trunc('week', made_on)::date, door, count(*), {_NO_HIT},
           count(*) FILTER (WHERE hits > 0 AND watched),
           count(*) FILTER (WHERE hits > 0 AND watched AND chosen_rank IS NOT NULL)
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
    newest = Search.objects.aggregate(newest=Max("pk"))["newest"] or 0
    with connection.cursor() as cursor:
        _count_searches(cursor, today)
        _count_weeks(cursor, today)
        cursor.execute("DELETE FROM knowledge_articlefigures")
        for weeks in PERIODS:
            cursor.execute(COUNT_ARTICLES, {"weeks": weeks, "after": _start(today, weeks)})
    Counted.objects.update_or_create(pk=1, defaults={"at": now, "newest_search": newest})


def _count_searches(cursor: Any, today: date) -> None:
    cursor.execute(
        "CREATE TEMP TABLE counted (weeks int, key text, door text, asked int, no_hit int,"
        " not_chosen int) ON COMMIT DROP"
    )
    for weeks in PERIODS:
        cursor.execute(COUNT_GROUPS, {"weeks": weeks, "after": _start(today, weeks)})
    cursor.execute(WRITE_GROUPS, {"after": _start(today, PERIODS[-1])})
    cursor.execute(WRITE_COUNTS)
    cursor.execute(COUNT_SINCE, {"after": _start(today, DECIDED_WEEKS)})
    cursor.execute("DROP TABLE counted")


def _count_weeks(cursor: Any, today: date) -> None:
    """Weeks whose searches all are kept; those before stand as they were counted."""
    first = _start(today, KEPT_WEEKS)
    cursor.execute(COUNT_WEEKS, {"monday": first - timedelta(days=first.weekday())})


def _start(today: date, weeks: int) -> date:
    """The last day before the period."""
    return today - timedelta(weeks=weeks)
