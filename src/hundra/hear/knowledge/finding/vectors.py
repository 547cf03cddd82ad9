"""The index of meaning whose nearest texts PostgreSQL finds, where it has pgvector."""

from __future__ import annotations

from hundra.engines.text.meaning import QueryMeaning
from hundra.engines.text.vectors import EVERYONE, MeaningIndex
from hundra.hear.knowledge import nearby
from hundra.hear.knowledge.finding.audiences import audiences_in


class NearbyIndex(MeaningIndex):
    """Tokens are compared in memory; which texts to compare is asked of the database."""

    def nearest(
        self, question: QueryMeaning, *, audiences: int = EVERYONE, limit: int = 10
    ) -> list[tuple[int, float]]:
        return nearby.nearest(
            question.vector.tolist(), audiences=audiences_in(audiences), limit=limit
        )
