"""Focus areas that a plan can start from, as data: one YAML file each, in every language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

HERE = Path(__file__).parent


@dataclass(frozen=True)
class StartingArea:
    title: str
    text: str
    scales: tuple[str, ...]


@dataclass(frozen=True)
class StartingPoint:
    slug: str
    title: str
    areas: tuple[StartingArea, ...]


def starting_points(language: str | None = None) -> list[StartingPoint]:
    """All there are, in the language (the reader's unless told), those with most areas first."""
    spoken = (language or get_language() or "sv").split("-")[0]
    made = [_in_language(data, spoken) for data in _files()]
    return sorted(made, key=lambda point: -len(point.areas))


def starting_point(slug: str, language: str | None = None) -> StartingPoint | None:
    return next((one for one in starting_points(language) if one.slug == slug), None)


@cache
def _files() -> tuple[dict[str, Any], ...]:
    return tuple(
        yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(HERE.glob("*.yaml"))
    )


def _in_language(data: dict[str, Any], language: str) -> StartingPoint:
    def said(texts: dict[str, str]) -> str:
        return texts.get(language) or texts["sv"]

    return StartingPoint(
        slug=data["slug"],
        title=said(data["titles"]),
        areas=tuple(
            StartingArea(said(area["titles"]), said(area["texts"]), tuple(area["scales"]))
            for area in data["areas"]
        ),
    )
