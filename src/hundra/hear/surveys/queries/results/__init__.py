"""Results of staff surveys as they were published: of groups, and never of anybody."""

from hundra.hear.surveys.queries.results.kinds import (
    Change,
    Fit,
    Level,
    Measure,
    Option,
    ResultUnit,
    Share,
    SplitGroup,
    Tie,
)
from hundra.hear.surveys.queries.results.reading import (
    figures_of,
    is_published,
    results_of,
    scales_of,
    strongest,
    verdict_for,
    waves_with_results,
    weakest,
)
from hundra.hear.surveys.queries.results.results import Results
from hundra.hear.surveys.queries.results.seeing import Seen, seen_by

__all__ = [
    "Change",
    "Fit",
    "Level",
    "Measure",
    "Option",
    "ResultUnit",
    "Results",
    "Seen",
    "Share",
    "SplitGroup",
    "Tie",
    "figures_of",
    "is_published",
    "results_of",
    "scales_of",
    "seen_by",
    "strongest",
    "verdict_for",
    "waves_with_results",
    "weakest",
]
