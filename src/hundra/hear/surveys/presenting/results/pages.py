"""What every page of a unit's results has: where one is, the parts there are, what is hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hundra.core.ui.components import Tab
from hundra.hear.surveys.models import Split
from hundra.hear.surveys.queries.results import Results, ResultUnit, Seen

PARTS: Mapping[str, Any] = {
    "results_unit": gettext_lazy("In short"),
    "results_profile": pgettext_lazy("survey", "Profile"),
    "results_change": pgettext_lazy("survey", "Change"),
    "results_ties": gettext_lazy("What goes together"),
    "results_questions": gettext_lazy("The questions"),
    "results_groups": pgettext_lazy("survey", "Groups"),
}


@dataclass(frozen=True)
class UnitPage:
    """A unit of a wave's results, as it is seen by somebody."""

    seen: Seen
    unit: ResultUnit
    part: str

    @property
    def results(self) -> Results:
        return self.seen.results

    def context(self, **more: Any) -> dict[str, Any]:
        return {
            "results": self.results,
            "unit": self.unit,
            "why": self.results.why_hidden(self.unit),
            "crumbs": self._crumbs(),
            "tabs": self._tabs(),
            "part": PARTS[self.part],
            "children": self._children(),
            "map_url": reverse("results_map", kwargs={"pk": self.results.wave}),
            **more,
        }

    def url(self, name: str, unit: ResultUnit | None = None) -> str:
        kwargs = {"pk": self.results.wave, "unit": (unit or self.unit).pk}
        return reverse(name, kwargs=kwargs)

    def _crumbs(self) -> Sequence[tuple[Any, str]]:
        line = [one for one in self.results.line(self.unit)[:-1] if one in self.seen]
        return [
            (_("Results"), reverse("results")),
            (self.results.title, reverse("results_map", kwargs={"pk": self.results.wave})),
            *((one.name, self.url(self.part, one)) for one in line),
            (self.unit.name, ""),
        ]

    def _tabs(self) -> list[Tab]:
        missing = set()
        if self.results.earlier is None:
            missing.add("results_change")
        if self.results.outcome is None:
            missing.add("results_ties")
        if not self.results.splits():
            missing.add("results_groups")
        return [
            Tab(label, self.url(name), current=name == self.part)
            for name, label in PARTS.items()
            if name not in missing
        ]

    def _children(self) -> list[tuple[ResultUnit, str, bool]]:
        """Units next below, their pages, and whether they are shown."""
        return [
            (one, self.url(self.part, one), self.results.is_shown(one))
            for one in self.results.children(self.unit)
            if one in self.seen
        ]


def split_name(split: str) -> Any:
    return Split(split).label
