"""What the improvement's record page offers for telling of it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hundra.improve.improvements.materials import Material
from hundra.improve.improvements.models import Improvement


def materials(improvement: Improvement) -> list[Material]:
    """Links to the page of material and to everything in one file; nothing before the stamp."""
    if improvement.number is None:
        return []
    pk = {"pk": improvement.pk}
    return [
        Material(
            label=_("Pictures, posters and texts"),
            url=reverse("improvement_kit", kwargs=pk),
            icon="images",
        ),
        Material(
            label=_("Everything in one file (ZIP)"),
            url=reverse("improvement_kit_zip", kwargs=pk),
            icon="package",
        ),
    ]
