"""Every reading of how many each manager leads (S19)."""

from hundra.measure.span.queries.beside import Beside, beside, leadership_first
from hundra.measure.span.queries.figures import Line, Moment, Need, Part, Span, span
from hundra.measure.span.queries.goals import Goal, Goals, goals, goals_seen
from hundra.measure.span.queries.named import Named, named
from hundra.measure.span.queries.one import Group, group_of, own_group, seen_manager

__all__ = [
    "Beside",
    "Goal",
    "Goals",
    "Group",
    "Line",
    "Moment",
    "Named",
    "Need",
    "Part",
    "Span",
    "beside",
    "goals",
    "goals_seen",
    "group_of",
    "leadership_first",
    "named",
    "own_group",
    "seen_manager",
    "span",
]
