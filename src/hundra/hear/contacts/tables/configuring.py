"""A desk's reasons and guides, as tables."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hundra.core.ui.languages import language_name
from hundra.core.ui.tables import Column, Filter, Table
from hundra.hear.contacts.describing import ORDINARY
from hundra.hear.contacts.models import Channel, DeskReason, Guide

_CHANNELS = dict(Channel.choices)


def _in_use(row: Any) -> str:
    return gettext("In use") if row.is_active else gettext("Not in use")


def _tone(row: Any) -> str:
    return "success" if row.is_active else "neutral"


def _promise(row: DeskReason) -> str:
    hours = row.promise_hours
    return ngettext("%(hours)d working hour", "%(hours)d working hours", hours) % {"hours": hours}


def _notes(row: DeskReason) -> str:
    notes = [
        gettext("Confidential") if row.is_confidential else "",
        gettext("In apps") if row.is_public_report else "",
    ]
    return ", ".join(note for note in notes if note)


def _languages(row: Guide) -> str:
    return ", ".join(
        f"{language_name(one.language)} ({one.get_level_display().lower()})"
        for one in row.languages.all()
    )


def _reasons(row: Guide) -> str:
    return ", ".join(reason.name for reason in row.reasons.all()) or gettext("All")


def _channels(row: Guide) -> str:
    if set(row.channels) >= set(row.desk.channels):
        return gettext("All")
    return _channel_names(row)


def _channel_names(row: Guide) -> str:
    return ", ".join(str(_CHANNELS.get(one, one)) for one in row.channels)


class ReasonsTable(Table):
    name = "orsaker"
    caption = _("Reasons that the service centre answers")
    search_label = _("Search among reasons")
    search_in = ["reason__name"]
    empty_title = _("No reasons yet")
    empty_text = _("Add what people get in touch about, and which unit handles it.")
    empty_icon = "list"
    filters = [Filter("is_active", _("State"), [("1", _("In use")), ("0", _("Not in use"))])]
    columns = [
        Column(
            "reason.name",
            _("Reason"),
            sort="reason__name",
            link=lambda row: reverse("desk_reason", kwargs={"slug": row.desk.slug, "pk": row.pk}),
            wide=True,
        ),
        Column("unit.name", _("Handled by"), sort="unit__name"),
        Column("promise_hours", _("Promised within"), sort=True, value=_promise),
        Column(
            "priority",
            _("Priority"),
            sort=True,
            value=lambda row: "" if row.priority == ORDINARY else row.priority,
            export=lambda row: row.priority,
            numeric=True,
        ),
        Column("notes", pgettext_lazy("service centre", "Remarks"), value=_notes),
        Column("is_active", _("State"), value=_in_use, tone=_tone),
    ]
    order = "reason.name"


class GuidesTable(Table):
    name = "vagledare"
    caption = _("Guides")
    search_label = _("Search by name")
    search_in = ["user__name"]
    empty_title = _("No guides yet")
    empty_text = _("Add those who answer. They need the role Guide, which an administrator gives.")
    empty_icon = "headset"
    filters = [Filter("is_active", _("State"), [("1", _("In use")), ("0", _("Not in use"))])]
    columns = [
        Column(
            "user",
            _("Name"),
            sort="user__name",
            link=lambda row: reverse("desk_guide", kwargs={"slug": row.desk.slug, "pk": row.pk}),
        ),
        Column("languages", _("Languages"), value=_languages, wide=True),
        Column("reasons", _("Reasons"), value=_reasons, wide=True),
        Column(
            "channels",
            _("Channels"),
            value=_channels,
            export=_channel_names,
        ),
        Column("is_active", _("State"), value=_in_use, tone=_tone),
    ]
    order = "user"
