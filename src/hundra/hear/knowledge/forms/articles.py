"""What an article is: its details, and what is said when it is withdrawn or sent back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.core.accounts.models import Role, User
from hundra.core.accounts.rules import paths_with_role
from hundra.core.organisation.models import Unit
from hundra.core.organisation.queries import unit_choices
from hundra.core.ui.forms import DateInput
from hundra.hear.knowledge.forms.people import PersonField
from hundra.hear.knowledge.languages import LANGUAGES
from hundra.hear.knowledge.models import Article, Audience, ContactReason, Topic
from hundra.hear.knowledge.services import Details

AUDIENCES = {
    Audience.EVERYONE: _("Everyone: shown to the public, employees and guides."),
    Audience.EMPLOYEES: _("Employees: only inside."),
    Audience.GUIDES: _("Guides only: nobody else finds it, not even other employees."),
}


class UnitField(forms.TypedChoiceField):
    """A unit where the user is an editor."""

    def __init__(self, *, user: User, **options: Any) -> None:
        choices = unit_choices(paths=paths_with_role(user, Role.EDITOR))
        super().__init__(choices=choices, coerce=self._unit, **options)

    @staticmethod
    def _unit(value: Any) -> Unit:
        return Unit.objects.get(pk=value)


class DetailsForm(forms.Form):
    """Everything about an article but its words."""

    topic = forms.ModelChoiceField(
        label=pgettext_lazy("knowledge", "Topic"), queryset=Topic.objects.all(), empty_label=None
    )
    slug = forms.SlugField(
        label=_("Address"),
        max_length=100,
        required=False,
        help_text=_(
            "Small letters a–z, digits and hyphens. An old address leads on to the new one."
        ),
    )
    audience = forms.ChoiceField(
        label=pgettext_lazy("article", "For"),
        choices=list(AUDIENCES.items()),
        widget=forms.RadioSelect,
    )
    reasons = forms.ModelMultipleChoiceField(
        label=_("Contact reasons that it answers"),
        queryset=ContactReason.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    review_on = forms.DateField(
        label=_("To be looked through"),
        required=False,
        widget=DateInput,
        help_text=_(
            "The responsible person is reminded on that day. Empty: a year from publishing."
        ),
    )
    expires_on = forms.DateField(
        label=_("Out of sight"),
        required=False,
        widget=DateInput,
        help_text=_("If nobody has looked through it by then. Empty: 60 days after that day."),
    )

    def __init__(
        self, *args: Any, user: User, article: Article | None = None, **options: Any
    ) -> None:
        options.setdefault("initial", {})
        options["initial"] = {**_details(article), **options["initial"]}
        super().__init__(*args, **options)
        self.article = article
        self.fields["owner_unit"] = UnitField(user=user, label=_("Owner unit"))
        self.fields["responsible"] = PersonField(
            user=user,
            current=article.responsible if article else None,
            label=_("Responsible person"),
            required=False,
            help_text=_("Is reminded when it is to be looked through. Empty: the unit's editors."),
        )
        self.order_fields(FIELDS)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("slug") and "slug" not in self.errors:
            cleaned["slug"] = self._own_slug(cleaned)
        review, out = cleaned.get("review_on"), cleaned.get("expires_on")
        if review and out and out <= review:
            self.add_error(
                "expires_on", _("Let the article go out of sight later than it is looked through.")
            )
        return cleaned

    def _own_slug(self, cleaned: dict[str, Any]) -> str:
        return self.article.slug if self.article else ""

    def details(self) -> Details:
        cleaned = self.cleaned_data
        return Details(**{name: cleaned[name] for name in FIELDS if name in cleaned})


FIELDS = (
    "topic",
    "audience",
    "owner_unit",
    "responsible",
    "reasons",
    "slug",
    "review_on",
    "expires_on",
)


def _details(article: Article | None) -> dict[str, Any]:
    if article is None:
        return {"audience": Audience.EVERYONE}
    return {
        "topic": article.topic_id,
        "slug": article.slug,
        "audience": article.wanted_audience or article.audience,
        "owner_unit": article.owner_unit_id,
        "responsible": article.responsible_id,
        "reasons": list(article.reasons.values_list("pk", flat=True)),
        "review_on": article.review_on,
        "expires_on": article.expires_on,
    }


class NewArticleForm(DetailsForm):
    """A new article: what it is called, its short answer and its details."""

    title = forms.CharField(
        label=pgettext_lazy("article", "Title"),
        max_length=120,
        help_text=_("What people would ask, or the thing that they want to do."),
    )
    short_answer = forms.CharField(
        label=_("Short answer"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The answer itself, in a sentence or two. It is shown first and in searches."),
    )
    language = forms.ChoiceField(
        label=_("Written in"),
        choices=[(one.code, one.name) for one in LANGUAGES.values()],
        initial="sv",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("review_on", "expires_on", "slug"):
            del self.fields[name]
        self.order_fields(("title", "short_answer", *FIELDS, "language"))

    def _own_slug(self, cleaned: dict[str, Any]) -> str:
        """Of the title; with a number where the topic already has one."""
        wanted = slugify(cleaned.get("title", ""))[:90].strip("-") or "artikel"
        topic = cleaned.get("topic")
        taken = set(
            Article.objects.filter(topic=topic, slug__startswith=wanted).values_list(
                "slug", flat=True
            )
        )
        numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return next(slug for slug in (wanted, *numbered) if slug not in taken)


class LanguageForm(forms.Form):
    """In which language a translation is begun."""

    def __init__(self, *args: Any, taken: set[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"),
            choices=[
                (one.code, f"{one.name} ({one.own_name})")
                for one in LANGUAGES.values()
                if one.code not in taken
            ],
        )


class SendBackForm(forms.Form):
    comment = forms.CharField(
        label=_("What needs to change"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Is mailed to those who wrote."),
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For colleagues, on the article's page."),
    )
