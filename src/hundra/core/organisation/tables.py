"""Tables of people and managers."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from hundra.core.organisation.models import Person
from hundra.core.organisation.queries import narrowed
from hundra.core.ui.tables import Column, Table


def person_url(person: Person) -> str:
    return reverse("person", kwargs={"pk": person.pk})


def _titles(person: Person) -> str:
    return ", ".join(dict.fromkeys(e.title for e in person.now))  # type: ignore[attr-defined]


def _units(person: Person) -> str:
    return ", ".join(dict.fromkeys(e.unit.name for e in person.now))  # type: ignore[attr-defined]


class PeopleTable(Table):
    caption = gettext_lazy("People")
    columns = (
        Column(
            "name",
            gettext_lazy("Name"),
            value=lambda person: f"{person.family_name}, {person.given_name}",
            sort="sorted_as",
            link=person_url,
        ),
        Column("titles", gettext_lazy("Job title"), value=_titles),
        Column("units", gettext_lazy("Unit"), value=_units, wide=True),
        Column("email", gettext_lazy("E-mail"), in_page=False),
        Column("phone", gettext_lazy("Phone")),
    )
    search_in = ("found_by",)
    search_label = gettext_lazy("Name or e-mail")
    order = "name"
    empty_title = gettext_lazy("Nobody found")
    empty_text = gettext_lazy("Try a part of the name.")
    empty_icon = "users"

    def searched(self, rows: Any, text: str) -> Any:
        return narrowed(rows, text)


class WorkersTable(Table):
    """Who works at a unit."""

    caption = gettext_lazy("People")
    columns = (
        Column(
            "person",
            gettext_lazy("Name"),
            sort="person__sorted_as",
            link=lambda employment: person_url(employment.person),
        ),
        Column("title", gettext_lazy("Job title"), sort=True),
        Column("unit.name", gettext_lazy("Unit"), sort="unit__name", wide=True),
        Column("person.email", gettext_lazy("E-mail"), in_page=False),
        Column("person.phone", gettext_lazy("Phone")),
    )
    page_size = 25
    empty_title = gettext_lazy("Nobody works here now")
    empty_icon = "users"
