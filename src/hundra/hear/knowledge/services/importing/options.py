"""What holds for the articles whose files say nothing of it."""

from __future__ import annotations

from dataclasses import dataclass

from hundra.core.organisation.models import Unit
from hundra.hear.knowledge.models import Topic


@dataclass(frozen=True, kw_only=True)
class ImportOptions:
    """`publish` shows the articles at once; else they become drafts."""

    unit: Unit | None = None
    audience: str = ""
    topic: Topic | None = None
    publish: bool = False
