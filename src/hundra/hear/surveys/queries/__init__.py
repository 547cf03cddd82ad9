"""Every read of surveys: what is asked, and what was answered, of nobody in particular."""

from hundra.hear.surveys.queries.asking import Questions, questions_behind
from hundra.hear.surveys.queries.comments import comments
from hundra.hear.surveys.queries.old import (
    expired_before,
    quarantined_before,
    responses_before,
    sums_before,
    written_before,
)
from hundra.hear.surveys.queries.satisfaction import (
    Group,
    ItemIndex,
    Satisfaction,
    satisfaction,
)

__all__ = [
    "Group",
    "ItemIndex",
    "Questions",
    "Satisfaction",
    "comments",
    "expired_before",
    "quarantined_before",
    "questions_behind",
    "responses_before",
    "satisfaction",
    "sums_before",
    "written_before",
]
