"""Every read of programmes and improvements."""

from hundra.improve.improvements.queries.checklist import (
    PEOPLE_PER_CRITERION,
    CriterionStatus,
    Readiness,
    readiness,
)
from hundra.improve.improvements.queries.counting import Progress, Tally, progress
from hundra.improve.improvements.queries.pacing import Forecast, Pace, ProgrammePace, pace
from hundra.improve.improvements.queries.public import (
    PublicImprovement,
    PublicUpdate,
    coming,
    coming_improvement,
    numbered,
    picture_of,
    public_improvement,
    public_improvements,
    public_updates,
    publicly_named,
    search,
    shown_programme,
    topics_in_use,
    units_in_use,
)

__all__ = [
    "PEOPLE_PER_CRITERION",
    "CriterionStatus",
    "Forecast",
    "Pace",
    "ProgrammePace",
    "Progress",
    "PublicImprovement",
    "PublicUpdate",
    "Readiness",
    "Tally",
    "coming",
    "coming_improvement",
    "numbered",
    "pace",
    "picture_of",
    "progress",
    "public_improvement",
    "public_improvements",
    "public_updates",
    "publicly_named",
    "readiness",
    "search",
    "shown_programme",
    "topics_in_use",
    "units_in_use",
]
