"""A guide: languages and levels, channels, reasons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hundra.core.ui.languages import language_name
from hundra.hear.contacts.models import Channel, Desk, Guide, Level
from hundra.hear.contacts.queries.configuring import users_to_add
from hundra.hear.contacts.services.configuring import GuideDetails
from hundra.hear.knowledge.models import ContactReason

NOT_SPOKEN = ("", gettext_lazy("Not at all"))
EXTENSION = RegexValidator(
    r"^(\+?[0-9 ]{2,20}|sips?:[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+)$",
    gettext_lazy("Write a phone number, or a SIP address such as sip:alva@example.se."),
)


class GuideForm(forms.Form):
    """What a guide can; a new one is chosen among those who hold the role."""

    extension = forms.CharField(
        label=gettext_lazy("Calls are connected to"),
        max_length=60,
        required=False,
        validators=[EXTENSION],
        help_text=gettext_lazy("A phone number or a SIP address."),
    )
    place = forms.CharField(
        label=gettext_lazy("Receives visitors at"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Where visitors are met, as on the sign: Counter 3."),
    )
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Channels"), widget=forms.CheckboxSelectMultiple
    )
    reasons = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Reasons that they know"),
        queryset=ContactReason.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
        required=False,
        help_text=gettext_lazy("None chosen: all of them."),
    )
    is_active = forms.BooleanField(label=gettext_lazy("In use"), required=False)

    def __init__(self, *args: Any, desk: Desk, guide: Guide | None = None, **options: Any) -> None:
        super().__init__(*args, **{**options, "initial": _initial(desk, guide)})
        self.codes = [*desk.languages, *_besides(desk, guide)]
        channels, reasons = self.fields["channels"], self.fields["reasons"]
        assert isinstance(channels, forms.MultipleChoiceField)  # noqa: S101 - for the types
        assert isinstance(reasons, forms.ModelMultipleChoiceField)  # noqa: S101
        channels.choices = [choice for choice in Channel.choices if choice[0] in desk.channels]
        reasons.queryset = ContactReason.objects.filter(at_desks__desk=desk)
        for code in self.codes:
            self.fields[f"language_{code}"] = forms.TypedChoiceField(
                label=language_name(code),
                choices=[NOT_SPOKEN, *Level.choices],
                coerce=int,
                empty_value=None,
                required=False,
            )
        if guide is None:
            self.fields["user"] = forms.ModelChoiceField(
                label=gettext_lazy("Who"),
                queryset=users_to_add(desk),
                help_text=gettext_lazy(
                    "Those who hold the role Guide here and are no guide anywhere. An"
                    " administrator gives the role."
                ),
            )

    def languages(self) -> Iterator[BoundField]:
        return (self[f"language_{code}"] for code in self.codes)

    def who(self) -> Iterator[BoundField]:
        """For a new guide: whom to choose. It comes first."""
        return (field for field in self if field.name == "user")

    def others(self) -> Iterator[BoundField]:
        shown = {"user", *(f"language_{code}" for code in self.codes)}
        return (field for field in self if field.name not in shown)

    def clean(self) -> None:
        if not self._levels():
            raise ValidationError(_("Choose a level in at least one language."))

    def details(self) -> GuideDetails:
        cleaned = self.cleaned_data
        return GuideDetails(
            channels=cleaned["channels"],
            languages=self._levels(),
            reasons=list(cleaned["reasons"]),
            extension=cleaned["extension"],
            place=cleaned["place"],
            is_active=cleaned["is_active"],
        )

    def _levels(self) -> dict[str, int]:
        levels = {code: self.cleaned_data.get(f"language_{code}") for code in self.codes}
        return {code: level for code, level in levels.items() if level}


def _besides(desk: Desk, guide: Guide | None) -> list[str]:
    """Languages that the guide speaks and the desk has not (any more)."""
    spoken = guide.languages.values_list("language", flat=True) if guide else ()
    return sorted(set(spoken) - set(desk.languages))


def _initial(desk: Desk, guide: Guide | None) -> dict[str, Any]:
    if guide is None:
        return {"channels": desk.channels, "is_active": True, "language_sv": Level.FLUENT.value}
    return {
        "extension": guide.extension,
        "place": guide.place,
        "channels": guide.channels,
        "reasons": guide.reasons.all(),
        "is_active": guide.is_active,
        **{f"language_{row.language}": row.level for row in guide.languages.all()},
    }
