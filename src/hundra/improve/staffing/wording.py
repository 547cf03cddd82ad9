"""The engine's reasons, rules and breaches in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hundra.engines.rostering import Breach, Reason, RuleBook
from hundra.improve.staffing.rule_words import skill_name

STANDARD = RuleBook()
OWN_WORDS = {
    "training_away": gettext_lazy("You are away at %(count)s of the %(total)s sessions."),
    "training_off": gettext_lazy("You are off at %(count)s of the %(total)s sessions."),
    "training_other_hours": gettext_lazy(
        "You work other hours at %(count)s of the %(total)s sessions."
    ),
    "training_full": gettext_lazy("%(count)s of the %(total)s sessions are full."),
    "training_needed": gettext_lazy(
        "You are needed at the desk at %(count)s of the %(total)s sessions."
    ),
}
"""What is told of somebody, as it is told to themselves."""


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


def reason_sentence(stored: Mapping[str, Any]) -> str:
    """A sentence, with rules, languages and days by the names that people know them by."""
    about = {key: _shown(key, value) for key, value in stored.get("parameters", {}).items()}
    text = reason_text({**stored, "parameters": about})
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def own_reason_sentence(stored: Mapping[str, Any]) -> str:
    """To the person whom it is about."""
    words = OWN_WORDS.get(stored["code"])
    return reason_sentence(stored) if words is None else str(words % stored["parameters"])


def _shown(name: str, value: Any) -> Any:
    if name == "day":
        return date_format(dt.date.fromisoformat(value), "j F")
    if name == "skills":
        return ", ".join(skill_name(code) for code in value.split(", "))
    if name == "rule":
        return _(value)
    if name == "paragraph":
        source, comma, paragraph = value.rpartition(", ")
        return f"{_(source)}{comma}{paragraph}" if source else paragraph
    if name in {"start", "end"}:
        return value.replace(":", ".")
    return value


def rule_text(code: str, book: RuleBook = STANDARD) -> str:
    """The rule in words, with where it stands: "… (Arbetstidslagen (1982:673), 13 §)"."""
    rule = book.get(code)
    if rule is None:
        return code
    words = _(rule.says) % rule.figures
    place = ", ".join(part for part in (_(rule.source), rule.paragraph) if part)
    return f"{words} ({place})"


def breach_text(breach: Breach, names: Mapping[str, str], book: RuleBook = STANDARD) -> str:
    """Who, when and which rule, with the book's figures."""
    who = names.get(breach.person, "")
    day = date_format(breach.day, "j F") if breach.day else ""
    about = ", ".join(part for part in (who, day) if part)
    rule = rule_text(breach.rule, book)
    return f"{about}: {rule}" if about else rule


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | None) else str(value)


@dataclass(frozen=True, slots=True)
class Shortage:
    """A half-hour with fewer than needed: when, how many, and why."""

    when: str
    text: str
    why: str


def shortage_words(stored: Mapping[str, Any]) -> Shortage:
    day, start = dt.date.fromisoformat(stored["day"]), stored["start"]
    about = {"present": stored["present"], "people": stored["people"]}
    text = _("%(present)s of %(people)s") % about
    if stored["skill"]:
        text += f" ({skill_name(stored['skill'])})"
    return Shortage(
        when=f"{date_format(day, 'l j F')} {start // 60:02}.{start % 60:02}",
        text=text,
        why=" ".join(reason_sentence(one) for one in stored["reasons"]),
    )


def conflict_words(stored: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Who or what, when, and which rule it is that cannot be kept with the others."""
    days = [stored["first"], stored["last"]]
    told = [date_format(dt.date.fromisoformat(one), "j F") for one in dict.fromkeys(days) if one]
    who = names.get(stored["person"] or "", "")
    about = ", ".join(part for part in (who, "–".join(told)) if part)
    rule = rule_text(stored["rule"])
    return f"{about}: {rule}" if about else rule
