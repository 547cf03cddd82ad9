"""Recording a decision on disposal."""

from django import forms

from hundra.core.audit.models import RetentionDecision
from hundra.core.ui.forms import DateInput


class DecisionForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = RetentionDecision
        fields = ["number", "decided_on", "days"]
        widgets = {"decided_on": DateInput}
