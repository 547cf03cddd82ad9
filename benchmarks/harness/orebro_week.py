"""A made-up week of Örebro's size (S4, S5): 6,500 calls, 375 visits, 130 e-mails, 50 guides.

Eighteen languages and eight reasons, five days from 8 to 17 with two peaks. Every guide speaks
Swedish and some English, most one or two languages more; half know some reasons only.
"""

from __future__ import annotations

from random import Random

from hundra.engines.queueing import Rules, Skills
from hundra.engines.queueing.simulation import (
    Break,
    Callbacks,
    CallType,
    Centre,
    Exponential,
    Guide,
    LogNormal,
    Retrials,
    Shift,
)

LANGUAGES = (
    *("sv", "en", "ar", "so", "fa", "prs", "ckb", "kmr", "tr", "bs"),
    *("sr", "hr", "ru", "fi", "es", "de", "it", "az"),
)
REASONS = tuple(range(8))
DAYS, DAY, HOUR, HALF = 5, 86_400, 3_600, 1_800
CALLS, VISITS, MAILS = 6_500, 375, 130
PEAKS = (4, 7, 9, 9, 8, 7, 5, 4, 5, 6, 7, 6, 5, 4, 3, 3, 2, 2)
"""Each half-hour's weight from 8 to 17."""
ALL = frozenset({"phone", "visit", "email"})


def orebro_week(seed: int = 1) -> Centre:
    rng = Random(seed)
    return Centre(
        types=tuple(_types()),
        guides=tuple(_guide(key, rng) for key in range(50)),
        rules=Rules(interpreter_seconds=90),
    )


def _types() -> list[CallType]:
    spoken = {one: 12 if one == "sv" else 1 for one in LANGUAGES}
    shares = {one: weight / sum(spoken.values()) for one, weight in spoken.items()}
    calls = [
        _call(one, reason, CALLS * share / len(REASONS))
        for one, share in shares.items()
        for reason in REASONS
    ]
    visits = [_visit(one, VISITS * share) for one, share in shares.items()]
    return [*calls, *visits, *(_mail(reason, MAILS / len(REASONS)) for reason in REASONS)]


def _visit(language: str, number: float) -> CallType:
    return CallType(
        name=f"{language} besök",
        arrivals_per_interval=_week(number),
        handling=LogNormal(480, 400),
        language=language,
        channel="visit",
        patience=Exponential(1800),
    )


def _mail(reason: int, number: float) -> CallType:
    return CallType(
        name=f"mejl {reason}",
        arrivals_per_interval=_week(number),
        handling=LogNormal(600, 400),
        channel="email",
        reason=reason,
        is_written=True,
    )


def _call(language: str, reason: int, number: float) -> CallType:
    return CallType(
        name=f"{language} {reason}",
        arrivals_per_interval=_week(number),
        handling=LogNormal(300 + 30 * reason, 280),
        language=language,
        reason=reason,
        patience=Exponential(300),
        retrials=Retrials(0.4, Exponential(1200)),
        callbacks=Callbacks(0.2, 120),
    )


def _week(number: float) -> list[float]:
    """The week's contacts by half-hours, from midnight to Monday on."""
    day = [0.0] * 16 + [number * one / (DAYS * sum(PEAKS)) for one in PEAKS] + [0.0] * 14
    return day * DAYS


def _guide(key: int, rng: Random) -> Guide:
    languages = {"sv": 3, "en": rng.choice((1, 2, 3))}
    for other in rng.sample(LANGUAGES[2:], rng.choice((0, 1, 1, 2))):
        languages[other] = rng.choice((1, 2, 3, 3))
    languages.setdefault(LANGUAGES[2 + key % 16], 3)
    reasons = None if key % 2 else frozenset(rng.sample(REASONS, 5))
    start = rng.choice((7.75, 8, 8, 8.5, 9)) * HOUR
    return Guide(
        Skills(key, languages, ALL, reasons),
        tuple(_shift(day * DAY + start, rng) for day in range(DAYS)),
    )


def _shift(start: float, rng: Random) -> Shift:
    lunch = start + rng.choice((3.5, 4, 4.5)) * HOUR
    coffee = (start + 2 * HOUR, start + 6.5 * HOUR)
    breaks = (Break(coffee[0], 900), Break(lunch, 1800), Break(coffee[1], 900))
    return Shift(start, start + 8 * HOUR, breaks)
