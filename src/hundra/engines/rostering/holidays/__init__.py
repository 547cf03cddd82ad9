"""Summer holidays: who has which weeks, by the Annual Leave Act, wishes, need and fairness.

    summer = Summer(first=monday, weeks=12, people=…, needs=…, ledger=…)
    outcome = solve_summer(summer, seconds=60, workers=2, on_progress=show, stop=event)
    outcome.weeks, outcome.value, outcome.bound, outcome.gap       # lower values are better
    outcome.answers                                                # each wish, with its reasons
    outcome.conflict                                               # infeasible: needs at odds
    check_summer(summer, weeks)                                    # () or the breaches, any weeks

Needs and the law are hard; wishes are soft. Weeks are numbered from 0, the summer's first.
"""

from hundra.engines.rostering.holidays.answering import answer_wishes
from hundra.engines.rostering.holidays.checking import WeekBreach, check_summer
from hundra.engines.rostering.holidays.conflict import WeekClash
from hundra.engines.rostering.holidays.law import (
    BARRED,
    DECIDED,
    FOUR_WEEKS,
    LEAVE_ACT,
    STATUTORY_WEEKS,
    THE_LEAVE_ACT,
    TWO_MONTHS,
    WEEK_NEED,
    WEEKS_EACH,
    latest_notice,
    summer_weeks,
)
from hundra.engines.rostering.holidays.outcome import SummerOutcome, WeekAnswer
from hundra.engines.rostering.holidays.solving import solve_summer
from hundra.engines.rostering.holidays.summer import (
    Avoid,
    Choice,
    Holidaymaker,
    Plan,
    Summer,
    WeekNeed,
)

__all__ = [
    "BARRED",
    "DECIDED",
    "FOUR_WEEKS",
    "LEAVE_ACT",
    "STATUTORY_WEEKS",
    "THE_LEAVE_ACT",
    "TWO_MONTHS",
    "WEEKS_EACH",
    "WEEK_NEED",
    "Avoid",
    "Choice",
    "Holidaymaker",
    "Plan",
    "Summer",
    "SummerOutcome",
    "WeekAnswer",
    "WeekBreach",
    "WeekClash",
    "WeekNeed",
    "answer_wishes",
    "check_summer",
    "latest_notice",
    "solve_summer",
    "summer_weeks",
]
