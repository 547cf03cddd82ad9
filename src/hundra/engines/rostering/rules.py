"""The rules of working time as data: what each says, where it stands, and its figures.

The Act is Arbetstidslagen (1982:673). The agreement is an example of what a Swedish municipality
and its unions agree on locally; a municipality puts its own figures in. `says` is the rule in
words, an English message id with the rule's own figures as parameters.

The checker is written from these texts, the model from their codes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

ACT = "Arbetstidslagen (1982:673)"
AGREEMENT = "Local agreement (example)"
PERSONAL = "Agreed with the employee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. `limit` is in `unit`; averages are taken over `over_weeks` weeks.

    A local agreement may set the limit from `least` to `most`: the Act's own figures can only be
    made stricter (its 3 § leaves the rest to central agreements). Both 0: not a figure to change.
    """

    code: str
    name: str
    source: str
    paragraph: str
    says: str
    limit: float
    unit: str
    over_weeks: int = 0
    least: float = 0
    most: float = 0

    @property
    def can_change(self) -> bool:
        return self.most > self.least

    def allows(self, limit: float) -> bool:
        """May a local agreement say so?"""
        return self.can_change and self.least <= limit <= self.most

    @property
    def figures(self) -> dict[str, str | int]:
        """Parameters of `says`."""
        return {"limit": f"{self.limit:g}", "weeks": self.over_weeks}

    @property
    def words(self) -> str:
        return self.says % self.figures


DAILY_REST = Rule(
    code="daily_rest",
    name="Daily rest",
    source=ACT,
    paragraph="13 §",
    says="At least %(limit)s hours' unbroken rest between one working day and the next.",
    limit=11,
    unit="hours",
    least=11,
    most=16,
)
NIGHT_REST = Rule(
    code="night_rest",
    name="Night rest",
    source=ACT,
    paragraph="13 §",
    says="Nobody works between midnight and %(limit)s in the morning unless they are night staff.",
    limit=5,
    unit="o'clock",
    least=5,
    most=7,
)
WEEKLY_REST = Rule(
    code="weekly_rest",
    name="Weekly rest",
    source=ACT,
    paragraph="14 §",
    says="At least %(limit)s hours' unbroken rest in every period of seven days.",
    limit=36,
    unit="hours",
    least=36,
    most=72,
)
AVERAGE_WEEK = Rule(
    code="average_week",
    name="Total working time",
    source=ACT,
    paragraph="10 b §",
    says="At most %(limit)s hours a week on average over %(weeks)s weeks.",
    limit=48,
    unit="hours a week",
    over_weeks=16,
    least=30,
    most=48,
)
ORDINARY_TIME = Rule(
    code="ordinary_time",
    name="Ordinary working time",
    source=ACT,
    paragraph="5 §",
    says="At most %(limit)s hours a week on average over %(weeks)s weeks.",
    limit=40,
    unit="hours a week",
    over_weeks=4,
    least=30,
    most=40,
)
NIGHT_WORK = Rule(
    code="night_work",
    name="Night work",
    source=ACT,
    paragraph="13 a §",
    says="Night staff work at most %(limit)s hours per 24 hours on average over %(weeks)s weeks, "
    "24 hours' weekly rest in each week not counted.",
    limit=8,
    unit="hours a day",
    over_weeks=16,
    least=6,
    most=8,
)
MEAL_BREAK = Rule(
    code="meal_break",
    name="Meal break",
    source=ACT,
    paragraph="15 §",
    says="Nobody works more than %(limit)s hours at a stretch without a break.",
    limit=5,
    unit="hours",
    least=3,
    most=5,
)
NOTICE = Rule(
    code="notice",
    name="Notice",
    source=ACT,
    paragraph="12 §",
    says="The roster is made known at least %(limit)s days before it begins.",
    limit=14,
    unit="days",
    least=14,
    most=60,
)
THE_ACT = (
    ORDINARY_TIME,
    AVERAGE_WEEK,
    NOTICE,
    DAILY_REST,
    NIGHT_REST,
    NIGHT_WORK,
    WEEKLY_REST,
    MEAL_BREAK,
)

CONTRACT_TIME = Rule(
    code="contract_time",
    name="Contracted time",
    source=AGREEMENT,
    paragraph="1",
    says="The contract's hours, more or less by at most its flexible hours.",
    limit=0,
    unit="",
)
DAYS_IN_ROW = Rule(
    code="days_in_row",
    name="Working days in a row",
    source=AGREEMENT,
    paragraph="2",
    says="At most %(limit)s working days in a row.",
    limit=6,
    unit="days",
    least=3,
    most=10,
)
WEEKENDS = Rule(
    code="weekends",
    name="Free weekends",
    source=AGREEMENT,
    paragraph="3",
    says="Work on at most %(limit)s of %(weeks)s weekends.",
    limit=2,
    unit="weekends",
    over_weeks=4,
    least=1,
    most=4,
)
DAYS_OFF_TOGETHER = Rule(
    code="days_off_together",
    name="Days off together",
    source=AGREEMENT,
    paragraph="4",
    says="Days off come at least %(limit)s at a time.",
    limit=1,
    unit="days",
    least=1,
    most=3,
)
THE_AGREEMENT = (CONTRACT_TIME, DAYS_IN_ROW, WEEKENDS, DAYS_OFF_TOGETHER)


def _personal(code: str, name: str, says: str) -> Rule:
    return Rule(code=code, name=name, source=PERSONAL, paragraph="", says=says, limit=0, unit="")


ABSENCE = _personal("absence", "Absence", "Nobody works on a day of leave, illness or holiday.")
OWN_HOLIDAY = _personal("own_holiday", "Own holiday", "Nobody works on their own holidays.")
CONDITION = _personal(
    "condition",
    "Condition for the phase of life",
    "What has been agreed for a phase of life holds.",
)
CONTRACT_SHIFTS = _personal(
    "contract_shifts", "Shifts of the contract", "Only shifts of the contract's kinds."
)
SHIFT_DAYS = _personal("shift_days", "The shift's days", "A shift is worked on its own weekdays.")
TRAINING_LIST = _personal(
    "training_list", "Training", "A training is attended when it is held, by those it is for."
)
FIXED = _personal("fixed", "Decided beforehand", "What the planner has fixed stays as it is.")
MUST_NEED = _personal("must_need", "Need that must be met", "A need marked as a must is met.")
ONE_SHIFT = _personal("one_shift", "One shift a day", "Nobody works two shifts on one day.")
ALWAYS = (
    ABSENCE,
    OWN_HOLIDAY,
    CONDITION,
    CONTRACT_SHIFTS,
    SHIFT_DAYS,
    TRAINING_LIST,
    FIXED,
    MUST_NEED,
    ONE_SHIFT,
)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rules that hold. A rule of the Act or the agreement that is not here does not apply."""

    rules: tuple[Rule, ...] = THE_ACT + THE_AGREEMENT

    def get(self, code: str) -> Rule | None:
        return next((rule for rule in self.rules + ALWAYS if rule.code == code), None)

    def limit(self, code: str) -> float | None:
        rule = self.get(code)
        return None if rule is None else rule.limit

    def with_limit(self, code: str, limit: float) -> RuleBook:
        """The same book with another figure, whatever `Rule.allows` says."""
        return RuleBook(
            tuple(replace(one, limit=limit) if one.code == code else one for one in self.rules)
        )

    def without(self, codes: Iterable[str]) -> RuleBook:
        left_out = frozenset(codes)
        return RuleBook(tuple(one for one in self.rules if one.code not in left_out))
