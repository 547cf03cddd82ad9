"""A file of contacts, and what its columns and words mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.db.models import Q
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.core.accounts.models import User
from hundra.core.organisation.queries import active_units
from hundra.core.ui.forms import AtMost
from hundra.hear.contacts import rules
from hundra.hear.contacts.importing.dates import Order
from hundra.hear.contacts.importing.fields import BY_KEY, CHOICES, FIELDS
from hundra.hear.contacts.importing.profile import Column, Profile, to_ask
from hundra.hear.contacts.importing.values import CLOSED, OPEN
from hundra.hear.contacts.models import Channel, Desk, ImportMapping, Makes, Outcome
from hundra.hear.contacts.services.importing.choosing import NEW
from hundra.hear.contacts.services.importing.mappings import Draft, words_of
from hundra.hear.knowledge.models import ContactReason

MEGABYTES = 50
MOST_WORDS = 60  # More than these are not shown one by one; the rest follow the guess.
ORDERS = (
    (Order.DAY_FIRST, _("The day first: 31/1/2026")),
    (Order.MONTH_FIRST, _("The month first: 1/31/2026")),
)


def desks_of(user: User) -> list[Desk]:
    desks = Desk.objects.filter(is_active=True).select_related("unit")
    return [desk for desk in desks if rules.may_configure(user, desk)]


class SendForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        validators=[FileExtensionValidator(["csv", "txt", "tsv", "xlsx"]), AtMost(MEGABYTES)],
        help_text=_("CSV or Excel (XLSX), with headings on the first line."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = [desk.pk for desk in desks_of(user)]
        self.fields["desk"] = forms.ModelChoiceField(
            label=_("Service centre"), queryset=Desk.objects.filter(pk__in=mine), empty_label=None
        )
        self.fields["mapping"] = forms.ModelChoiceField(
            label=_("Read it as before"),
            queryset=ImportMapping.objects.filter(desk__in=mine),
            required=False,
            empty_label=_("No: guess what the columns mean"),
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        mapping, desk = given.get("mapping"), given.get("desk")
        if mapping is not None and desk is not None and mapping.desk_id != desk.pk:
            self.add_error("mapping", _("That belongs to another service centre."))
        return given


class ColumnsForm(forms.Form):
    """Which column tells what. Columns are named by their place, since headers can be anything."""

    makes = forms.ChoiceField(label=pgettext_lazy("import", "Each line becomes"), choices=Makes)

    def __init__(self, *args: Any, profile: Profile, draft: Draft, **kwargs: Any) -> None:
        kwargs["initial"] = {"makes": draft.makes}
        super().__init__(*args, **kwargs)
        self.profile = profile
        self.draft = draft
        fields: list[tuple[str, Any]] = [("", _("Not taken in"))]
        fields += [(field.key, _shown(field.label, field.is_personal)) for field in FIELDS]
        for place, column in enumerate(profile.columns):
            self.fields[f"column{place}"] = forms.ChoiceField(
                label=column.header,
                choices=fields,
                required=False,
                initial=draft.columns.get(column.header, ""),
            )

    def columns(self) -> Iterator[tuple[Column, BoundField]]:
        for place, column in enumerate(self.profile.columns):
            yield column, self[f"column{place}"]

    def chosen(self) -> dict[str, str]:
        """Header → field, of those that are taken in."""
        return {
            column.header: key
            for place, column in enumerate(self.profile.columns)
            if (key := self.cleaned_data[f"column{place}"])
        }


def _shown(label: object, is_personal: bool) -> str:
    return f"{label} ({_('personal data')})" if is_personal else str(label)


class ValuesForm(forms.Form):
    """What the file's words mean, what holds where it says nothing, and the mapping's name."""

    def __init__(
        self, *args: Any, profile: Profile, draft: Draft, user: User, name: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.profile = profile
        self.draft = draft
        self.asked = to_ask(profile, draft.columns)
        self.words = {key: self._words(key) for key in CHOICES}
        units = [(str(pk), name) for pk, name in active_units().values_list("pk", "name")]
        self._add_orders()
        self._add_defaults(units, name)
        self._add_words(units)

    def _words(self, key: str) -> list[str]:
        """The commonest words of the field's column."""
        return list(words_of(self.profile, self.draft.columns, key))[:MOST_WORDS]

    def _add_orders(self) -> None:
        for key, likely in self.asked.items():
            self.fields[f"order_{key}"] = forms.ChoiceField(
                label=_("“%(field)s” is written with") % {"field": BY_KEY[key].label},
                choices=ORDERS,
                widget=forms.RadioSelect,
                initial=self.draft.dates.get(key) or likely,
                help_text=_("The dates of the file fit both, so we must ask."),
            )

    def _add_defaults(self, units: list[tuple[str, str]], name: str) -> None:
        draft = self.draft
        self.fields["channel"] = forms.ChoiceField(
            label=_("Channel where the file doesn't tell"),
            choices=Channel,
            initial=draft.channel,
        )
        if draft.makes != Makes.CONTACT:
            self.fields["unit"] = forms.ChoiceField(
                label=_("Unit where the file doesn't tell"),
                choices=[("", _("The service centre's own unit")), *units],
                required=False,
                initial=draft.unit or "",
            )
        self.fields["makes_reasons"] = _from_model("makes_reasons", draft.makes_reasons)
        self.fields["covers_personal"] = _from_model("covers_personal", draft.covers_personal)
        self.fields["name"] = forms.CharField(
            label=_("Keep this way of reading as"),
            max_length=80,
            initial=name,
            help_text=_("Such as the other system's name. The next file is read in the same way."),
        )

    def _add_words(self, units: list[tuple[str, str]]) -> None:
        for key, words in self.words.items():
            choices = self._choices(key, units)
            for place, word in enumerate(words):
                self.fields[f"{key}{place}"] = forms.ChoiceField(
                    label=word,
                    choices=choices,
                    required=False,
                    initial=self.draft.values.get(key, {}).get(word, ""),
                )

    def _choices(self, key: str, units: list[tuple[str, str]]) -> list[tuple[str, object]]:
        if key == "status":
            named = {
                OPEN: pgettext_lazy("import", "Open"),
                CLOSED: pgettext_lazy("import", "Closed"),
            }
            return [("", _("As the time of closing tells")), *named.items()]
        if key == "channel":
            return [("", _("As where the file doesn't tell")), *Channel.choices]
        if key == "outcome":
            return [("", _("No outcome")), *Outcome.choices]
        if key == "unit":
            return [("", _("As where the file doesn't tell")), *units]
        if key == "reason":
            ours = ContactReason.objects.filter(~Q(name="")).values_list("pk", "name")
            reasons = [(str(pk), name) for pk, name in ours]
            return [("", _("No reason of ours")), (NEW, _("A new reason of that name")), *reasons]
        return [("", _("Swedish")), *_languages()]

    def tables(self) -> Iterator[tuple[object, list[tuple[str, BoundField]]]]:
        """Each field with the file's words and what each is to mean."""
        for key, words in self.words.items():
            if words:
                rows = [(word, self[f"{key}{place}"]) for place, word in enumerate(words)]
                yield BY_KEY[key].label, rows

    def others(self) -> list[BoundField]:
        """All fields but the words' own."""
        of_words = {
            f"{key}{place}" for key, words in self.words.items() for place in range(len(words))
        }
        return [field for field in self.visible_fields() if field.name not in of_words]

    def chosen(self) -> Draft:
        """The draft with what was chosen here."""
        from dataclasses import replace

        given = self.cleaned_data
        values = {
            key: {
                **self.draft.values.get(key, {}),
                **{word: given[f"{key}{place}"] for place, word in enumerate(words)},
            }
            for key, words in self.words.items()
            if words
        }
        unit = given.get("unit") or None
        return replace(
            self.draft,
            values=values,
            dates={**self.draft.dates, **{key: given[f"order_{key}"] for key in self.asked}},
            channel=given["channel"],
            unit=int(unit) if unit else None,
            makes_reasons=given["makes_reasons"],
            covers_personal=given["covers_personal"],
        )


def _from_model(name: str, initial: bool) -> forms.BooleanField:
    field: Any = ImportMapping._meta.get_field(name)
    return forms.BooleanField(
        label=str(field.verbose_name).capitalize(),
        help_text=field.help_text,
        required=False,
        initial=initial,
    )


def _languages() -> list[tuple[str, str]]:
    from hundra.hear.contacts.importing.values import LANGUAGES

    return [(code, code) for code in sorted(set(LANGUAGES.values()) - {"sv"})]
