"""A figure as the evidence that an improvement is needed, and what to measure it by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from hundra.measure.channels.choosing import Choice
from hundra.measure.channels.measures import CaseFigures, Figures
from hundra.measure.channels.presenting.catalogue import (
    BY_SLUG,
    IN_TIME_OF_WAITING,
    OF_CASES,
    OF_CONTACTS,
    SOLVED,
    Measure,
)
from hundra.measure.channels.presenting.wording import period_name
from hundra.measure.channels.queries.desks import name_channel, name_language, reason_namer
from hundra.measure.channels.queries.report import Report, report

Of = Figures | CaseFigures


@dataclass(frozen=True)
class Evidence:
    """Sentences about the figures, and what the form is filled with."""

    about: str
    lines: tuple[str, ...]
    source: str
    suggested: dict[str, Any]
    asked: dict[str, str]
    """What the address said it was about; sent along with the form."""

    @property
    def story(self) -> str:
        """As Markdown, kept in the improvement."""
        heading = _("What the figures say")
        return "\n".join(
            [f"## {heading}", "", *(f"- {line}" for line in self.lines), "", self.source]
        )


def evidence_for(choice: Choice, query: QueryDict) -> Evidence | None:
    """Of a figure (`matt`), perhaps within a reason (`skal`) or a language (`sprak`).

    None where there is no such figure, or too few are behind it to be shown.
    """
    found = report(choice.desk, choice.period, channel=choice.channel)
    reason, language = query.get("skal", ""), query.get("sprak", "")
    default = SOLVED if reason else IN_TIME_OF_WAITING
    measure = BY_SLUG.get(query.get("matt", ""), default)
    group = _group(found, measure, reason, language)
    if group is None:
        return None
    figures, about = group
    value = measure.pick(figures)
    if value is None and not (reason or language):
        return None
    others = OF_CASES if measure in OF_CASES else OF_CONTACTS
    told = (measure, *(other for other in others if other is not measure))
    return Evidence(
        about=about,
        lines=_lines(told if reason or language else (measure,), choice, figures),
        source=_source(choice, about),
        suggested={
            "audience": choice.desk.audience,
            "measure": _measure(measure, choice, about),
            "baseline": _baseline(measure, choice, figures),
        },
        asked=choice.parameters | {"matt": measure.slug, "skal": reason, "sprak": language},
    )


def _group(found: Report, measure: Measure, reason: str, language: str) -> tuple[Of, str] | None:
    of_cases = measure in OF_CASES
    if reason:
        parts: Any = found.case_reasons if of_cases else found.reasons
        hidden = found.hidden.case_reasons if of_cases else found.hidden.reasons
        return (
            None
            if reason in hidden or reason not in parts
            else (
                parts[reason],
                _("the reason “%(name)s”") % {"name": reason_namer()(reason)},
            )
        )
    if language:
        if language not in found.languages or language in found.hidden.languages:
            return None
        about = _("the language %(name)s") % {"name": name_language(language)}
        return found.languages[language], about
    return (found.cases if of_cases else found.whole), ""


def _lines(measures: Sequence[Measure], choice: Choice, figures: Of) -> tuple[str, ...]:
    found = ((measure, measure.pick(figures)) for measure in measures)
    return tuple(
        _told(measure, choice, value, measure.n(figures))
        for measure, value in found
        if value is not None
    )


def _told(measure: Measure, choice: Choice, value: Any, n: int) -> str:
    """ "Löst direkt: 52,1 % (49,0–55,2 %), n = 1 030. Vad som räknas …" """
    spread = measure.interval(value)
    shown = f"{measure.text(value)} ({spread})" if spread else measure.text(value)
    count = number_format(n, use_l10n=True, force_grouping=True)
    label, definition = measure.told_label(choice.desk), measure.told_definition(choice.desk)
    return f"{label}: {shown}, n = {count}. {definition}"


def _measure(measure: Measure, choice: Choice, about: str) -> str:
    label = measure.told_label(choice.desk)
    return f"{label}, {about}" if about else label


def _baseline(measure: Measure, choice: Choice, figures: Of) -> str:
    value = measure.pick(figures)
    if value is None:
        return ""
    count = number_format(measure.n(figures), use_l10n=True, force_grouping=True)
    return f"{measure.text(value)} (n = {count}), {period_name(choice.period)}"


def _source(choice: Choice, about: str) -> str:
    channel = name_channel(choice.channel) if choice.channel else _("all channels")
    told = {"desk": choice.desk.name, "period": period_name(choice.period), "channel": channel}
    source = _("Source: %(desk)s, %(period)s, %(channel)s.") % told
    return f"{source} {_('Only %(about)s.') % {'about': about}}" if about else source
