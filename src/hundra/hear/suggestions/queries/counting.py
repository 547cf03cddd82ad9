"""How many agree."""

from __future__ import annotations

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from hundra.hear.suggestions.models import Follower, Suggestion

# An address that is not confirmed counts for nothing; the one who suggested always counts.
COUNTED = Q(supports=True) & (
    Q(user__isnull=False) | Q(confirmed_at__isnull=False) | Q(is_proposer=True)
)


def with_supporters(suggestions: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """Adds `supporters`: those who suggested it and those who joined in."""
    counted = (
        Follower.objects.filter(COUNTED, suggestion=OuterRef("pk"))
        .order_by()
        .values("suggestion")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return suggestions.annotate(
        supporters=Coalesce(Subquery(counted), Value(1), output_field=IntegerField())
    )
