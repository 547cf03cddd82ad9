"""`hundra simulate-week`: plays a week against a demo that is running, and compares the figures."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hundra.config.operation.own_database import ensure_database

if TYPE_CHECKING:
    from hundra.config.week.comparing import Line

WEEKS_BACK = 12
"""Before the demo's own contacts begin, so that the week is the simulator's alone."""
DAY_SECONDS = 86_400


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    os.environ["HUNDRA_DEMO"] = "1"
    os.environ["HUNDRA_BASE_URL"] = options.url.rstrip("/")
    ensure_database()

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hundra.config.settings")
    django.setup()
    start = time.perf_counter()
    lines = _played(options)
    return _told(lines, options.days, time.perf_counter() - start)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="hundra simulate-week", description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="where the demo answers")
    parser.add_argument("--desk", default="servicecenter", help="the desk's address")
    parser.add_argument("--days", type=int, default=5, choices=range(1, 8), help="from Monday on")
    parser.add_argument("--share", type=float, default=1.0, help="of Örebro's numbers")
    parser.add_argument("--monday", type=date.fromisoformat, default=_monday(), help="2026-08-31")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    if options.monday.weekday():
        parser.error(f"{options.monday} is not a Monday.")
    return options


def _monday() -> date:
    day = date.today() - timedelta(weeks=WEEKS_BACK)  # noqa: DTZ011 - any Monday will do.
    return day - timedelta(days=day.weekday())


def _played(options: argparse.Namespace) -> list[Line]:
    import numpy as np
    from django.utils import translation

    from hundra.adapters.voice import addresses
    from hundra.adapters.voice.simulator import Provider
    from hundra.config.demo.content import read_content
    from hundra.config.week.bots import roster
    from hundra.config.week.comparing import compared
    from hundra.config.week.log import figures
    from hundra.config.week.plan import visitors
    from hundra.config.week.playing import Week
    from hundra.hear.contacts.menus.parsing import parse
    from hundra.hear.contacts.menus.plain import PLAIN
    from hundra.hear.contacts.models import Desk
    from hundra.hear.contacts.services.calls.places import menu_in_use

    rng = np.random.default_rng(options.seed)
    desk = Desk.objects.filter(slug=options.desk).first()
    if desk is None:
        raise SystemExit(
            f"There is no desk {options.desk!r} yet: start `hundra demo` and wait until it answers."
        )
    menu = menu_in_use(desk)
    tree = parse(menu.tree)[0] if menu else PLAIN
    entry = next(one for one in read_content("contacts")["desk"] if one["slug"] == desk.slug)
    shared = {"monday": options.monday, "days": options.days}
    coming = visitors(entry, share=options.share, rng=rng, **shared)
    provider = Provider(
        addresses.webhook("46elks", "start"), prefix=f"w{options.monday:%y%m%d}{options.seed}"
    )
    week = Week(desk, provider, tree, rng)
    with translation.override("sv"):
        week.play(coming, roster(desk, rng=rng, **shared))
    own = figures(
        provider.log(),
        week.log.visits,
        within_seconds=desk.answer_within_seconds,
        short_seconds=desk.short_abandon_seconds,
    )
    return compared(desk, own, mails=week.log.mails, outcomes=dict(week.log.outcomes), **shared)


def _told(lines: Sequence[Line], days: int, seconds: float) -> int:
    print(f"{'':18}{'simulator':>12}{'page':>12}")
    for line in lines:
        mark = "" if line.agrees else "  DIFFERS"
        print(f"{line.name:18}{line.log:>12}{line.page:>12}{mark}")
    print(f"{days} days in {seconds:.0f} s: {days * DAY_SECONDS / seconds:.0f} times life")
    wrong = [line.name for line in lines if not line.agrees]
    if wrong:
        print(f"The page and the log differ: {', '.join(wrong)}", file=sys.stderr)
    return 1 if wrong else 0
