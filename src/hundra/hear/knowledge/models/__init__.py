"""Articles and films, what finds them, and what their use teaches."""

from hundra.hear.knowledge.models.article import (
    Address,
    Article,
    ArticleState,
    Audience,
    ContactReason,
    Topic,
)
from hundra.hear.knowledge.models.exchange import ImportState, KnowledgeUpload
from hundra.hear.knowledge.models.figures import (
    ALL_DOORS,
    ArticleFigures,
    Counted,
    SearchCount,
    SearchGroup,
    SearchWeek,
)
from hundra.hear.knowledge.models.finding import IndexedText, Synonym
from hundra.hear.knowledge.models.learning import (
    ArticleUse,
    Door,
    Search,
    SearchNeed,
    UnhelpfulReason,
    Verdict,
)
from hundra.hear.knowledge.models.material import Attachment, CheckedLink, Film
from hundra.hear.knowledge.models.text import Revision, RevisionState, Translation

__all__ = [
    "ALL_DOORS",
    "Address",
    "Article",
    "ArticleFigures",
    "ArticleState",
    "ArticleUse",
    "Attachment",
    "Audience",
    "CheckedLink",
    "ContactReason",
    "Counted",
    "Door",
    "Film",
    "ImportState",
    "IndexedText",
    "KnowledgeUpload",
    "Revision",
    "RevisionState",
    "Search",
    "SearchCount",
    "SearchGroup",
    "SearchNeed",
    "SearchWeek",
    "Synonym",
    "Topic",
    "Translation",
    "UnhelpfulReason",
    "Verdict",
]
