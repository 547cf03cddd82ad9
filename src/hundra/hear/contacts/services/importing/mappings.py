"""How a file is read: proposed from its columns, changed by people, kept under a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit
from hundra.engines.tables import plain
from hundra.hear.contacts.errors import ContactsError
from hundra.hear.contacts.importing.dates import Order
from hundra.hear.contacts.importing.fields import BY_KEY, CHOICES, REQUIRED
from hundra.hear.contacts.importing.profile import Profile, guess_columns, guess_orders
from hundra.hear.contacts.importing.values import WORDS
from hundra.hear.contacts.models import Channel, Desk, ImportMapping, Makes
from hundra.hear.knowledge.models import ContactReason


class MappingError(ContactsError):
    """The columns cannot be read as they are chosen."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A mapping that is not kept yet. `columns` is header → field; see ImportMapping."""

    makes: str = Makes.CONTACT
    columns: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    channel: str = Channel.PHONE
    unit: int | None = None
    makes_reasons: bool = False
    covers_personal: bool = True

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def headers(self) -> dict[str, str]:
        """Field → header."""
        return {key: header for header, key in self.columns.items()}


def drafted(profile: Profile, kept: ImportMapping | None = None) -> Draft:
    """What the file's columns seem to mean; what a kept mapping says of a column counts first."""
    columns = guess_columns(profile)
    values: dict[str, dict[str, str]] = {}
    dates: dict[str, str] = {}
    if kept is not None:
        here = {column.header for column in profile.columns}
        columns = {header: key for header, key in kept.columns.items() if header in here}
        values, dates = kept.values, kept.dates
    guessed = {key: words_of(profile, columns, key) for key in CHOICES}
    orders = {**dates, **guess_orders(profile, columns)}
    return Draft(
        makes=kept.makes if kept else _likely(columns),
        columns=columns,
        values={
            key: {**words, **values.get(key, {})}
            for key, words in guessed.items()
            if words or key in values
        },
        dates={key: order for key, order in orders.items() if key in columns.values()},
        channel=kept.channel if kept else Channel.PHONE,
        unit=kept.unit_id if kept else None,
        makes_reasons=kept.makes_reasons if kept else False,
        covers_personal=kept.covers_personal if kept else True,
    )


def _likely(columns: Mapping[str, str]) -> str:
    """Lines with a state, a place or a time of closing are cases that people got in touch about."""
    of_cases = {"status", "closed_at", "place", "latitude"}
    return Makes.BOTH if of_cases & set(columns.values()) else Makes.CONTACT


def words_of(profile: Profile, columns: Mapping[str, str], key: str) -> dict[str, str]:
    """The words of the field's column, each with what it seems to mean ("" if unknown)."""
    header = next((header for header, found in columns.items() if found == key), None)
    column = profile.column(header) if header else None
    if column is None or column.values is None:
        return {}
    known = {**WORDS.get(key, {}), **_own_words(key)}
    return {word: known.get(plain(word), "") for word, _count in column.values}


def _own_words(key: str) -> dict[str, str]:
    """Names of our own reasons and units."""
    if key == "reason":
        return {
            plain(name): str(pk) for pk, name in ContactReason.objects.values_list("pk", "name")
        }
    if key == "unit":
        units = Unit.objects.filter(ended_on=None).values_list("pk", "name", "code")
        return {plain(word): str(pk) for pk, name, code in units for word in (name, code)}
    return {}


def checked(draft: Draft) -> Draft:
    """Raises MappingError, with a sentence that says what to do."""
    keys = [key for key in draft.columns.values() if key]
    for key in keys:
        if key not in BY_KEY:
            raise MappingError(_("There is no field “%(field)s”.") % {"field": key})
        if keys.count(key) > 1:
            raise MappingError(
                _("Two columns are both “%(field)s”. Choose one of them.")
                % {"field": BY_KEY[key].label}
            )
    for key in REQUIRED:
        if key not in keys:
            raise MappingError(
                _("Choose the column that tells “%(field)s”.") % {"field": BY_KEY[key].label}
            )
    for key, order in draft.dates.items():
        if order not in set(Order) or key not in BY_KEY:
            raise MappingError(_("Choose whether the day or the month stands first."))
    return draft


@transaction.atomic
def remember(*, by: User | None, name: str, desk: Desk, draft: Draft) -> ImportMapping:
    """Keeps the mapping under the name; the one that had the name at the desk is replaced.

    Raises MappingError, also when another desk has a mapping of that name.
    """
    checked(draft)
    name = " ".join(name.split())
    if not name:
        raise MappingError(_("Give it a name, such as the other system's."))
    kept = ImportMapping.objects.select_for_update().filter(name=name).first()
    if kept is not None and kept.desk_id != desk.pk:
        raise MappingError(_("Another service centre has that name. Choose another."))
    kept = kept or ImportMapping(name=name, desk=desk, made_by=by)
    kept.makes, kept.channel, kept.unit_id = draft.makes, draft.channel, draft.unit
    kept.columns = {header: key for header, key in draft.columns.items() if key}
    kept.values, kept.dates = draft.values, draft.dates
    kept.makes_reasons, kept.covers_personal = draft.makes_reasons, draft.covers_personal
    kept.save()
    return kept
