"""What editors see of use: verdicts, unanswered searches, synonyms, figures."""

from hundra.hear.knowledge.queries.learning.figures import (
    TOO_FEW,
    Figures,
    Week,
    article_figures,
    counted_at,
    figures,
    searched_weeks,
    used_articles,
)
from hundra.hear.knowledge.queries.learning.needs import (
    decided,
    group_counts,
    known_articles,
    needed_group,
    unanswered,
)
from hundra.hear.knowledge.queries.learning.retaining import searches_before, verdicts_before
from hundra.hear.knowledge.queries.learning.synonyms import synonym_trail, synonyms
from hundra.hear.knowledge.queries.learning.verdicts import (
    open_verdict,
    to_handle,
    to_handle_count,
    verdicts,
)

__all__ = [
    "TOO_FEW",
    "Figures",
    "Week",
    "article_figures",
    "counted_at",
    "decided",
    "figures",
    "group_counts",
    "known_articles",
    "needed_group",
    "open_verdict",
    "searched_weeks",
    "searches_before",
    "synonym_trail",
    "synonyms",
    "to_handle",
    "to_handle_count",
    "unanswered",
    "used_articles",
    "verdicts",
    "verdicts_before",
]
