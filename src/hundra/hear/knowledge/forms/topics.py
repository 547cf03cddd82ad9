"""Topics and contact reasons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy, slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.knowledge.models import Topic

# Lucide icons that a topic can have, each with what it stands for.
ICONS = (
    ("circle-help", _("Question mark: anything")),
    ("school", _("School house: school and preschool")),
    ("baby", _("Baby: small children")),
    ("heart-handshake", _("Heart and hands: care")),
    ("accessibility", _("Person with open arms: disability")),
    ("coins", _("Coins: economy")),
    ("house", _("House: building and living")),
    ("hammer", _("Hammer: building")),
    ("car", _("Car: traffic and parking")),
    ("bus", _("Bus: travelling")),
    ("recycle", _("Arrows round: waste")),
    ("droplets", _("Drops: water")),
    ("trees", _("Trees: streets and parks")),
    ("library", _("Books: library")),
    ("ticket", _("Ticket: experiences")),
    ("dumbbell", _("Dumbbell: leisure and sport")),
    ("briefcase", _("Briefcase: companies")),
    ("store", _("Shop: companies and permits")),
    ("landmark", _("Town hall: municipality")),
    ("vote", _("Ballot box: politics")),
    ("shield-alert", _("Shield: safety and crisis")),
    ("id-card", _("Card: employment")),
    ("laptop", _("Computer: IT")),
    ("shopping-cart", _("Shopping cart: purchases")),
    ("phone", _("Phone: telephony")),
    ("graduation-cap", _("Graduation cap: learning")),
)


class TopicForm(forms.Form):
    """A name and a description in each language of the pages."""

    icon = forms.ChoiceField(label=_("Symbol"))
    slug = forms.SlugField(
        label=_("Address"),
        max_length=60,
        required=False,
        help_text=_("Small letters a–z, digits and hyphens. Empty: made of the name."),
    )

    def __init__(self, *args: Any, topic: Topic | None = None, **options: Any) -> None:
        names = topic.names if topic else {}
        told = topic.descriptions if topic else {}
        initial: dict[str, Any] = {"icon": ICONS[0][0]}
        if topic:
            initial = {"icon": topic.icon, "slug": topic.slug}
        for code, _language in settings.LANGUAGES:
            initial |= {f"name_{code}": names.get(code), f"told_{code}": told.get(code)}
        super().__init__(*args, **{**options, "initial": initial})
        for code, language in settings.LANGUAGES:
            self.fields[f"name_{code}"] = forms.CharField(
                label=format_lazy("{} ({})", pgettext_lazy("topic", "Name"), language),
                max_length=80,
                required=code == settings.LANGUAGE_CODE,
            )
            self.fields[f"told_{code}"] = forms.CharField(
                label=format_lazy("{} ({})", _("What it is about"), language),
                max_length=200,
                required=False,
            )
        known = dict(ICONS)
        kept = [] if not topic or topic.icon in known else [(topic.icon, topic.icon)]
        self.fields["icon"].choices = [*ICONS, *kept]  # type: ignore[attr-defined]
        self.order_fields([name for name in self.fields if name not in ("icon", "slug")])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("slug") and "slug" not in self.errors:
            name = cleaned.get(f"name_{settings.LANGUAGE_CODE}", "")
            cleaned["slug"] = slugify(name)[:60].strip("-") or "amne"
        return cleaned

    def given(self) -> dict[str, Any]:
        """As the service takes it."""
        cleaned = self.cleaned_data
        codes = [code for code, _language in settings.LANGUAGES]
        return {
            "slug": cleaned["slug"],
            "icon": cleaned["icon"],
            "names": {code: cleaned[f"name_{code}"] for code in codes},
            "descriptions": {code: cleaned[f"told_{code}"] for code in codes},
        }


class ReasonForm(forms.Form):
    name = forms.CharField(
        label=_("Contact reason"),
        max_length=80,
        help_text=_("As guides say it, in small letters, such as parkering."),
    )
