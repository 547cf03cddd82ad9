"""The parts of the follow-up: overview, times, languages, reasons, channels, cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.core.ui.components import Tab
from hundra.core.ui.tables import Table
from hundra.hear.contacts.models import LIVE_CHANNELS, Channel
from hundra.measure.channels.choosing import Choice
from hundra.measure.channels.periods import Length
from hundra.measure.channels.presenting import tables
from hundra.measure.channels.presenting.cards import cards, satisfaction_card
from hundra.measure.channels.presenting.catalogue import OF_CASES, OF_CONTACTS, Measure
from hundra.measure.channels.presenting.heat import LOOKS, heat_map
from hundra.measure.channels.queries.desks import name_channel, name_language, reason_namer
from hundra.measure.channels.queries.report import Report, report, whole, whole_cases
from hundra.measure.channels.times import clock

Context = dict[str, Any]

WHOLE_MONTHS = (Length.MONTH, Length.YEAR)
"""Answers are told of whole months: what one day has could be had from two periods."""


@dataclass(frozen=True)
class Part:
    slug: str
    label: str | Promise
    template: str
    build: Callable[[HttpRequest, Choice], Context]


def improve_url(choice: Choice, **about: str) -> str:
    """Where an improvement of a figure is begun."""
    extra = "".join(f"&{name}={value}" for name, value in about.items())
    return f"{reverse('channels_improve')}?{choice.query}{extra}"


def _overview(request: HttpRequest, choice: Choice) -> Context:
    desk, before = choice.desk, choice.before
    found = report(desk, choice.period, channel=choice.channel)

    def url(measure: Measure) -> str:
        return improve_url(choice, matt=measure.slug)

    past = whole(desk, before, channel=choice.channel)
    context: Context = {
        "report": found,
        "cards": cards(OF_CONTACTS, desk, found.whole, past, url),
        "satisfaction": None,
        "case_cards": [],
        "past": past,
    }
    if choice.period.length in WHOLE_MONTHS:
        context["satisfaction"] = satisfaction_card(choice)
    if not choice.channel:
        past_cases = whole_cases(desk, before)
        context["case_cards"] = cards(OF_CASES, desk, found.cases, past_cases, url)
    return context


def _times(request: HttpRequest, choice: Choice) -> Context:
    """Of one channel, so that what one has cannot be had from the others'."""
    channel = choice.channel if choice.channel in LIVE_CHANNELS else str(Channel.PHONE)
    found = report(choice.desk, choice.period, channel=channel)
    look = next((look for look in LOOKS if look.slug == request.GET.get("visa")), LOOKS[0])
    heat = heat_map(found, look)
    hidden = found.hidden
    return {
        "report": found,
        "channel_name": name_channel(channel),
        "heat": heat,
        "looks": [
            Tab(each.label, f"?{choice.query}&visa={each.slug}", current=each is look)
            for each in LOOKS
        ],
        "tables": [
            tables.HeatFile(request, heat.lines, prefix="vecka", columns=heat.columns()),
            tables.HalfHours(
                request,
                tables.rows(_called(found.half_hours), hidden.half_hours, clock),
                prefix="halvtimme",
            ),
            tables.Weekdays(
                request,
                tables.rows(
                    _called(found.weekdays), hidden.weekdays, lambda day: str(WEEKDAYS[day])
                ),
                prefix="veckodag",
            ),
        ],
    }


def _called(parts: Mapping[int, Any]) -> dict[int, Any]:
    return {key: figures for key, figures in parts.items() if figures.counts.offered}


def _languages(request: HttpRequest, choice: Choice) -> Context:
    found = report(choice.desk, choice.period, channel=choice.channel)
    rows = tables.rows(
        found.languages,
        found.hidden.languages,
        name_language,
        lambda code: improve_url(choice, sprak=code),
    )
    return _one(found, tables.Languages(request, rows))


def _reasons(request: HttpRequest, choice: Choice) -> Context:
    found = report(choice.desk, choice.period, channel=choice.channel)
    rows = tables.rows(
        found.reasons,
        found.hidden.reasons,
        reason_namer(),
        lambda key: improve_url(choice, skal=key) if key else "",
    )
    return _one(found, tables.Reasons(request, rows))


def _channels(request: HttpRequest, choice: Choice) -> Context:
    found = report(choice.desk, choice.period)
    rows = tables.rows(found.channels, found.hidden.channels, name_channel)
    return _one(found, tables.ByChannel(request, rows))


def _cases(request: HttpRequest, choice: Choice) -> Context:
    found = report(choice.desk, choice.period)
    rows = tables.rows(
        found.case_reasons,
        found.hidden.case_reasons,
        reason_namer(),
        lambda key: improve_url(choice, skal=key, matt="arenden") if key else "",
    )
    return _one(found, tables.CaseReasons(request, rows))


def _one(found: Report, table: Table) -> Context:
    return {"report": found, "tables": [table]}


TABLE = "channels/table.html"
PARTS = {
    part.slug: part
    for part in (
        Part("", _("Overview"), "channels/overview.html", _overview),
        Part("tider", _("Times"), "channels/times.html", _times),
        Part("sprak", _("Languages"), TABLE, _languages),
        Part("skal", _("Reasons"), TABLE, _reasons),
        Part("kanaler", _("Channels"), TABLE, _channels),
        Part("arenden", pgettext_lazy("follow-up", "Cases"), TABLE, _cases),
    )
}


def part_tabs(choice: Choice, current: Part) -> list[Tab]:
    return [
        Tab(part.label, f"{part_url(part)}?{choice.query}", current=part is current)
        for part in PARTS.values()
    ]


def part_url(part: Part) -> str:
    if part.slug:
        return reverse("channels_follow_up_part", kwargs={"part": part.slug})
    return reverse("channels_follow_up")
