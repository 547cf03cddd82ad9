"""The rules of working time as they hold at a desk."""

from __future__ import annotations

from dataclasses import dataclass

from hundra.engines.rostering import THE_ACT, THE_AGREEMENT, Rule, RuleBook
from hundra.hear.contacts.models import Desk
from hundra.improve.staffing.models import RuleFigure


@dataclass(frozen=True, slots=True)
class HeldRule:
    """A rule with the figure that holds; `figure` if a local agreement has changed it."""

    rule: Rule
    standard: Rule
    figure: RuleFigure | None


def book_of(desk: Desk) -> RuleBook:
    """The rule book with the desk's own figures: 1 query."""
    book = RuleBook()
    for code, limit in RuleFigure.objects.filter(desk=desk).values_list("code", "limit"):
        book = book.with_limit(code, limit)
    return book


def held_rules(desk: Desk) -> list[HeldRule]:
    """The Act's and the agreement's, in their order."""
    own = {one.code: one for one in desk.rule_figures.select_related("set_by")}
    book = RuleBook()
    for one in own.values():
        book = book.with_limit(one.code, one.limit)
    return [
        HeldRule(held, standard, own.get(standard.code))
        for held, standard in zip(book.rules, THE_ACT + THE_AGREEMENT, strict=True)
    ]


def held_rule(desk: Desk, code: str) -> HeldRule | None:
    """One whose figure can be changed."""
    found = (one for one in held_rules(desk) if one.rule.code == code and one.rule.can_change)
    return next(found, None)


def notice_days(desk: Desk) -> int:
    """How many days ahead a roster must be known."""
    return int(book_of(desk).limit("notice") or 0)
