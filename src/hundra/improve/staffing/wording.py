"""The engine's reasons, rules and breaches in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hundra.engines.rostering import Breach, Reason
from hundra.engines.rostering.rules import ALWAYS, THE_ACT, THE_AGREEMENT

_RULES = {rule.code: rule for rule in (*THE_ACT, *THE_AGREEMENT, *ALWAYS)}


def stored_reason(reason: Reason) -> dict[str, Any]:
    """As kept in the database."""
    return {
        "code": reason.code,
        "message": reason.message,
        "parameters": {key: _plain(value) for key, value in reason.parameters.items()},
    }


def reason_text(stored: Mapping[str, Any]) -> str:
    """In the reader's language."""
    text: str = _(stored["message"])
    try:
        return str(text % stored.get("parameters", {}))
    except (KeyError, ValueError, TypeError):
        return text


def rule_text(code: str) -> str:
    """The rule in words, with where it stands: "… (Arbetstidslagen (1982:673), 13 §)"."""
    rule = _RULES.get(code)
    if rule is None:
        return code
    words = _(rule.says) % rule.figures
    place = ", ".join(part for part in (_(rule.source), rule.paragraph) if part)
    return f"{words} ({place})"


def breach_text(breach: Breach, names: Mapping[str, str]) -> str:
    """Who, when and which rule."""
    who = names.get(breach.person, "")
    day = date_format(breach.day, "j F") if breach.day else ""
    about = ", ".join(part for part in (who, day) if part)
    return f"{about}: {rule_text(breach.rule)}" if about else rule_text(breach.rule)


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | None) else str(value)
