"""Topics and contact reasons, each with how many articles there are under it."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from hundra.hear.knowledge.models import ContactReason, Topic


def topics_with_counts() -> QuerySet[Topic]:
    return Topic.objects.annotate(used=Count("articles")).order_by("order", "slug")


def reasons_with_counts() -> QuerySet[ContactReason]:
    return ContactReason.objects.annotate(used=Count("articles")).order_by("name")
