"""What people fill in about series."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from hundra.core.ui.forms import AtMost
from hundra.engines.tables import as_decimal
from hundra.measure.indicators.models import Series


class SeriesForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Series
        fields = ["name", "unit_of_measure", "definition", "source", "is_public"]
        widgets = {"definition": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "name": _("Such as “Applications for summer jobs”."),
            "unit_of_measure": _("Such as “applications” or “per cent”."),
            "definition": _(
                "Exactly what is counted, where and when, so that anyone could count it again."
            ),
            "source": _("Where the figures come from."),
            "is_public": _("Shown on the programme's page, with definition and source."),
        }


class YearForm(forms.Form):
    """A year and its figure."""

    year = forms.IntegerField(label=_("Year"), min_value=1900, max_value=2200)
    value = forms.CharField(label=_("Value"), max_length=30)
    note = forms.CharField(
        label=_("Note"), max_length=200, required=False, help_text=_("What made the year special.")
    )

    def clean_value(self) -> Decimal:
        value = as_decimal(self.cleaned_data["value"])
        if value is None or abs(value) >= Decimal(10) ** 12:
            raise forms.ValidationError(_("Write a number, such as 1250 or 37,5."))
        return value.quantize(Decimal("0.01"))


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX with the columns år and värde, and anmärkning if you wish."),
        validators=[FileExtensionValidator(["csv", "txt", "xlsx"]), AtMost(megabytes=20)],
    )
    save = forms.BooleanField(
        label=_("Save, not only try"),
        required=False,
        help_text=_("Without this nothing is saved: you see what would have been."),
    )
