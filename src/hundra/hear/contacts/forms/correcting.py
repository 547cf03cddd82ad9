"""Putting right what was registered, and noting who it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hundra.hear.contacts.forms.registering import WITHOUT_CASE, Confirmed
from hundra.hear.contacts.models import Contact, DeskReason, Outcome
from hundra.hear.knowledge.models import ContactReason


class WhoForm(forms.Form):
    """What the one who got in touch has told of themselves."""

    name = forms.CharField(label=_("Name"), required=False, max_length=120)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=30)
    email = forms.CharField(label=_("E-mail address"), required=False, max_length=254)
    is_other = forms.BooleanField(label=_("It is someone else than we thought"), required=False)

    def __init__(self, contact: Contact, *args: Any, protected: bool = False, **kw: Any) -> None:
        party = None if protected else contact.party
        if party is not None:
            kw["initial"] = {"name": party.name, "phone": party.phone, "email": party.email}
        super().__init__(*args, **kw)
        self.fields["name"].widget.attrs |= {"autofocus": True, "autocomplete": "off"}
        for name in ("phone", "email"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        if contact.party is None:
            del self.fields["is_other"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(name, "").strip() for name in ("name", "phone", "email")):
            raise forms.ValidationError(gettext("Write a name, a number or an address."))
        return cleaned


class CorrectForm(Confirmed):
    """Another reason, outcome or note. What became a case stays one."""

    reason = forms.TypedChoiceField(label=_("Reason"), coerce=int)
    outcome = forms.ChoiceField(
        label=pgettext_lazy("contact", "What came of it"), widget=forms.RadioSelect
    )

    field_order = ("reason", "outcome", "note", "confirmed")

    def __init__(
        self, contact: Contact, reasons: Sequence[DeskReason], *args: Any, **kw: Any
    ) -> None:
        now = {"reason": contact.reason_id, "outcome": contact.outcome, "note": contact.note}
        super().__init__(*args, initial=now, **kw)
        self.by_key = {one.reason_id: one.reason for one in reasons}
        # What it has may no longer be in use at the desk.
        if contact.reason is not None:
            self.by_key.setdefault(contact.reason.pk, contact.reason)
        names = sorted(self.by_key.items(), key=lambda one: one[1].name.casefold())
        self.fields["reason"].choices = [(key, one.name) for key, one in names]  # type: ignore[attr-defined]
        outcomes = [(one.value, one.label) for one in WITHOUT_CASE]
        if contact.outcome not in WITHOUT_CASE:
            outcomes = [(contact.outcome, Outcome(contact.outcome).label)]
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]

    def chosen_reason(self) -> ContactReason:
        return self.by_key[self.cleaned_data["reason"]]
