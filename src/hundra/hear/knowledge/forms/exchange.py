"""Articles sent as files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.core.accounts.models import User
from hundra.core.ui.forms import AtMost
from hundra.hear.knowledge import rules
from hundra.hear.knowledge.forms.articles import UnitField
from hundra.hear.knowledge.models import Audience, Topic
from hundra.hear.knowledge.services.importing import ImportOptions

MEGABYTES = 100
ENDINGS = ["zip", "md", "markdown", "html", "htm", "csv", "xlsx"]


class ImportForm(forms.Form):
    """The package, and what holds for files that do not say it themselves."""

    file = forms.FileField(
        label=_("File"),
        validators=[FileExtensionValidator(ENDINGS), AtMost(megabytes=MEGABYTES)],
        help_text=_("A zip of Markdown or HTML pages, or a table as CSV or Excel."),
    )
    audience = forms.ChoiceField(
        label=pgettext_lazy("article", "For"),
        choices=[("", _("As the files say")), *Audience.choices],
        required=False,
        help_text=_("For files that do not say whom they are for."),
    )
    topic = forms.ModelChoiceField(
        label=pgettext_lazy("knowledge", "Topic"),
        queryset=Topic.objects.all(),
        required=False,
        empty_label=_("As the files or folders say"),
        help_text=_("For files that do not say their topic."),
    )
    publish = forms.BooleanField(
        label=_("Show the articles at once, without approval"),
        required=False,
        help_text=_("Only for articles that were published where they come from."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitField(
            user=user, label=_("Owner unit"), help_text=_("For files that do not name a unit.")
        )
        if not rules.may_publish_imports(user):
            del self.fields["publish"]
        self.order_fields(["file", "unit", "audience", "topic", "publish"])

    def options(self) -> ImportOptions:
        given = self.cleaned_data
        return ImportOptions(
            unit=given["unit"],
            audience=given["audience"],
            topic=given["topic"],
            publish=given.get("publish", False),
        )
