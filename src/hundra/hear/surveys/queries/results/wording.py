"""Verdicts and reasons as they are said."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext_lazy

from hundra.engines.disclosure.release import ALONE, FEW, MESSAGES, TOGETHER
from hundra.engines.psychometrics import Verdict

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


def why_hidden(code: str, limit: int, unit: str) -> str:
    """The engine's reason as a sentence; empty where there is none."""
    if not code:
        return ""
    said = code if code != TOGETHER or unit else ALONE
    return _(MESSAGES[said]).format(limit=limit, unit=unit)


def few(limit: int) -> str:
    return why_hidden(FEW, limit, "")
