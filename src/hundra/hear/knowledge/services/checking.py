"""Which addresses the articles lead to, and what was found there."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from hundra.core.ui import markdown
from hundra.hear.knowledge.following import Followed, Follower, Outcome
from hundra.hear.knowledge.models import (
    ArticleState,
    CheckedLink,
    Revision,
    Translation,
)
from hundra.hear.knowledge.wording import LONGEST_URL, WEB

FAILURES_BEFORE_BROKEN = 3
MOST_A_NIGHT = 3000
PAUSE_SECONDS = 1.0
"""Between two questions to the same host."""

Through: Any = CheckedLink.articles.through


@transaction.atomic
def collect_links() -> list[list[int]]:
    """Notes where each shown article leads; the links to check, those of a host together.

    What no article leads to any more is forgotten. Those checked longest ago come first.
    """
    wanted = _addresses_of_articles()
    CheckedLink.objects.exclude(url__in=list(wanted)).delete()
    CheckedLink.objects.bulk_create(
        [CheckedLink(url=url) for url in wanted], ignore_conflicts=True, batch_size=1000
    )
    numbers = dict(CheckedLink.objects.values_list("url", "pk"))
    leads = {(numbers[url], article) for url, articles in wanted.items() for article in articles}
    _lead(leads)
    due = CheckedLink.objects.order_by(F("checked_at").asc(nulls_first=True), "pk")
    return _by_host(due.values_list("pk", "url")[:MOST_A_NIGHT])


def _addresses_of_articles() -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    shown = Translation.objects.filter(
        published__isnull=False, article__state=ArticleState.IN_USE
    ).select_related("published")
    for translation in shown.iterator(chunk_size=500):
        if translation.published is not None:
            for url in addresses_in(translation.published):
                found[url].add(translation.article_id)
    return found


def addresses_in(revision: Revision) -> set[str]:
    """The web addresses that a wording leads to, by its links and in its text."""
    urls = {str(link["url"]) for link in revision.links} | markdown.addresses(revision.body)
    return {url for url in urls if urlsplit(url).scheme in WEB and len(url) <= LONGEST_URL}


def _lead(leads: set[tuple[int, int]]) -> None:
    known = set(Through.objects.values_list("checkedlink_id", "article_id"))
    gone = known - leads
    for link, article in gone:
        Through.objects.filter(checkedlink_id=link, article_id=article).delete()
    Through.objects.bulk_create(
        [Through(checkedlink_id=link, article_id=article) for link, article in leads - known],
        batch_size=1000,
    )


def _by_host(links: Iterable[tuple[int, str]]) -> list[list[int]]:
    hosts: dict[str, list[int]] = defaultdict(list)
    for number, url in links:
        hosts[urlsplit(url).netloc.lower()].append(number)
    return list(hosts.values())


def check_links(
    numbers: Iterable[int],
    *,
    follow: Follower | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Follows the links of one host, with a pause between, and notes what was found."""
    follow = follow or import_string(settings.LINK_FOLLOWER)
    for place, link in enumerate(CheckedLink.objects.filter(pk__in=list(numbers))):
        if place:
            pause(PAUSE_SECONDS)
        note(link, follow(link.url))


def note(link: CheckedLink, found: Followed) -> None:
    """A link is broken when it has failed three times in a row; a night off is nothing."""
    link.checked_at, link.status = timezone.now(), found.said[:100]
    if found.outcome is Outcome.BROKEN:
        link.failures = min(link.failures + 1, 1000)
        if link.failures >= FAILURES_BEFORE_BROKEN:
            link.works = False
    else:
        link.failures = 0
        link.works = True if found.outcome is Outcome.WORKS else None
    link.save(update_fields=["checked_at", "status", "failures", "works"])
