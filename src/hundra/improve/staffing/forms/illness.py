"""Reporting somebody away. There is no place for a diagnosis."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.core.ui.forms import DateInput
from hundra.hear.contacts.models import Desk
from hundra.improve.staffing.models import AbsenceKind, StaffPerson

OWN_KINDS = (
    (AbsenceKind.ILL.value, _("I am ill")),
    (AbsenceKind.CHILD_ILL.value, _("My child is ill")),
)


class AbsenceForm(forms.Form):
    """The planner's: who, and from when to when."""

    person = forms.ModelChoiceField(
        label=_("Who is away?"), queryset=StaffPerson.objects.none(), empty_label=_("Choose")
    )
    kind = forms.ChoiceField(
        label=_("Kind of absence"),
        choices=AbsenceKind.choices,
        initial=AbsenceKind.ILL,
        widget=forms.RadioSelect,
        help_text=_("Only the kind is noted, never a diagnosis. Colleagues do not see it."),
    )
    first_day = forms.DateField(label=_("From and with"), widget=DateInput())
    last_day = forms.DateField(label=_("To and with"), widget=DateInput())

    def __init__(self, *args: Any, desk: Desk, **options: Any) -> None:
        super().__init__(*args, **options)
        choice = self.fields["person"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 - for the types
        choice.queryset = StaffPerson.objects.filter(
            guide__desk=desk, guide__is_active=True, is_active=True
        ).select_related("guide__user")
        today = timezone.localdate()
        self.initial.setdefault("first_day", today)
        self.initial.setdefault("last_day", today)


class OwnAbsenceForm(forms.Form):
    """The employee's own: two questions."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=OWN_KINDS,
        initial=AbsenceKind.ILL,
        widget=forms.RadioSelect,
    )
    last_day = forms.DateField(
        label=_("Away to and with"),
        widget=DateInput(),
        help_text=_("A guess will do. You can change it later."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("last_day", timezone.localdate())


class BackForm(forms.Form):
    """When somebody is at work again."""

    day = forms.DateField(
        label=pgettext_lazy("absence", "At work again on"),
        widget=DateInput(),
        help_text=_("Sooner or later than was thought."),
    )

    def __init__(self, *args: Any, last_day: dt.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("day", last_day + dt.timedelta(days=1))


class AvoidForm(forms.Form):
    """Whom another proposal leaves alone."""

    avoid = forms.ModelMultipleChoiceField(queryset=StaffPerson.objects.none(), required=False)

    def __init__(self, *args: Any, desk: Desk, **options: Any) -> None:
        super().__init__(*args, **options)
        choice = self.fields["avoid"]
        assert isinstance(choice, forms.ModelMultipleChoiceField)  # noqa: S101 - for the types
        choice.queryset = StaffPerson.objects.filter(guide__desk=desk)
