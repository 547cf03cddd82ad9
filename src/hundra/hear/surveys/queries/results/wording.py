"""Verdicts and reasons as they are said."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext_lazy

from hundra.engines.disclosure.release import ALONE, FEW, MESSAGES, TOGETHER
from hundra.engines.psychometrics import Verdict
from hundra.hear.surveys.models import Split

# The engine's sentences, so that they are found for translation.
gettext_noop("Fewer than {limit} people answered here.")
gettext_noop("Hidden so that {unit} cannot be worked out.")
gettext_noop("Hidden so that nobody's answers can be worked out.")

VERDICT_WORDS: dict[Verdict, Any] = {
    Verdict.BETTER: pgettext_lazy("verdict", "better"),
    Verdict.WORSE: pgettext_lazy("verdict", "worse"),
    Verdict.NO_DETECTABLE_CHANGE: pgettext_lazy("verdict", "no detectable change"),
    Verdict.TOO_FEW_TO_SAY: pgettext_lazy("verdict", "too few to say"),
}
VERDICT_TONES = {
    Verdict.BETTER: "success",
    Verdict.WORSE: "danger",
    Verdict.NO_DETECTABLE_CHANGE: "neutral",
    Verdict.TOO_FEW_TO_SAY: "neutral",
}
VERDICT_MARKS = {
    Verdict.BETTER: "▲",
    Verdict.WORSE: "▼",
    Verdict.NO_DETECTABLE_CHANGE: "=",
    Verdict.TOO_FEW_TO_SAY: "?",
}

GROUP_WORDS: dict[str, Any] = {
    "managers": pgettext_lazy("survey", "Managers"),
    "others": pgettext_lazy("survey", "Others"),
}
"""Of managers and others; groups by occupation are called by it."""


def group_title(split: str, value: str) -> str:
    """A group of a split as it is read."""
    return str(GROUP_WORDS[value]) if split == Split.MANAGER else value


def why_hidden(code: str, limit: int, unit: str) -> str:
    """The engine's reason as a sentence; empty where there is none."""
    if not code:
        return ""
    said = code if code != TOGETHER or unit else ALONE
    return _(MESSAGES[said]).format(limit=limit, unit=unit)


def few(limit: int) -> str:
    return why_hidden(FEW, limit, "")
