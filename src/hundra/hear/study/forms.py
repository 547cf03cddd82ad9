"""What editors fill in: a path, its steps, and the questions after them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hundra.core.accounts.models import Role, User
from hundra.core.accounts.rules import paths_with_role
from hundra.core.organisation.models import Unit
from hundra.core.organisation.queries import unit_choices
from hundra.core.ui.forms import SearchSelect
from hundra.hear.knowledge.models import Article, Audience
from hundra.hear.study import queries
from hundra.hear.study.models import Path, Question, Step
from hundra.hear.study.services import AskedOption, Details, Material

MOST_OPTIONS = 6
LONGEST_ANSWER = 300


class UnitField(forms.TypedChoiceField):
    """A unit where the user is an editor."""

    def __init__(self, *, user: User, **options: Any) -> None:
        choices = unit_choices(paths=paths_with_role(user, Role.EDITOR))
        super().__init__(choices=choices, coerce=self._unit, **options)

    @staticmethod
    def _unit(value: Any) -> Unit:
        return Unit.objects.get(pk=value)


class PathForm(forms.Form):
    """Everything about a path but its steps."""

    title = forms.CharField(label=pgettext_lazy("study", "Title"), max_length=120)
    description = forms.CharField(
        label=gettext_lazy("In short"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What one can do after it, in a sentence or two."),
    )
    audience = forms.ChoiceField(
        label=pgettext_lazy("article", "For"), choices=Audience.choices, widget=forms.RadioSelect
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes it takes"), min_value=1, max_value=999, required=False
    )
    slug = forms.SlugField(
        label=pgettext_lazy("study", "Address"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Small letters a–z, digits and hyphens. Empty: made of the title."),
    )

    def __init__(self, *args: Any, user: User, path: Path | None = None, **options: Any) -> None:
        super().__init__(*args, **{**options, "initial": _details_of(path)})
        self.path = path
        self.fields["owner_unit"] = UnitField(user=user, label=gettext_lazy("Owner unit"))
        self.order_fields(("title", "description", "audience", "owner_unit", "minutes", "slug"))

    def clean_slug(self) -> str:
        """The one given, else the one there was, else one of the title."""
        given: str = self.cleaned_data["slug"]
        return given or (self.path.slug if self.path else self._slug_of_title())

    def _slug_of_title(self) -> str:
        wanted = slugify(self.cleaned_data.get("title", ""))[:70].strip("-") or "studievag"
        taken = set(Path.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
        numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return next(slug for slug in (wanted, *numbered) if slug not in taken)

    def details(self) -> Details:
        return Details(**self.cleaned_data)


def _details_of(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {"audience": Audience.EMPLOYEES}
    names = ("title", "description", "audience", "minutes", "slug")
    return {"owner_unit": path.owner_unit_id, **{name: getattr(path, name) for name in names}}


class StepForm(forms.Form):
    """Base of the three kinds of step; `material()` is what the step is made of."""

    title = forms.CharField(
        label=pgettext_lazy("study", "Title"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Empty: what the article or film is called."),
    )

    def __init__(self, *args: Any, user: User, step: Step | None = None, **options: Any) -> None:
        initial = _material_of(step) if step else {}
        super().__init__(*args, **{**options, "initial": initial})
        self.user = user

    def material(self) -> Material:
        return Material(**self.cleaned_data)


def _material_of(step: Step) -> dict[str, Any]:
    return {
        "title": step.title,
        "text": step.text,
        "article": step.article_id,
        "film": step.film_id,
    }


class _ArticleField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Article) -> str:
        return str(getattr(obj, "title", None) or obj.slug)


class ArticleStepForm(StepForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = queries.offered_articles(self.user)

        def resolve(text: str) -> object | None:
            found = list(offered.filter(title__icontains=text).values_list("pk", flat=True)[:2])
            return found[0] if len(found) == 1 else None

        self.fields["article"] = _ArticleField(
            label=pgettext_lazy("study", "Article"),
            queryset=offered,
            widget=SearchSelect(reverse_lazy("study_articles"), resolve=resolve),
            help_text=gettext_lazy("Write a part of its title. Only published articles."),
        )
        self.order_fields(("article", "title"))


class FilmStepForm(StepForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["film"] = forms.ModelChoiceField(
            label=pgettext_lazy("study", "Film"),
            queryset=queries.offered_films(self.user),
            empty_label=None,
        )
        self.order_fields(("film", "title"))


class TextStepForm(StepForm):
    title = forms.CharField(label=pgettext_lazy("study", "Title"), max_length=120)
    text = forms.CharField(
        label=pgettext_lazy("study", "Text"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy("Markdown: ## heading, **bold**, - item, [words](address)."),
    )


STEP_FORMS: dict[str, type[StepForm]] = {
    "artikel": ArticleStepForm,
    "film": FilmStepForm,
    "text": TextStepForm,
}
KINDS = {"article": "artikel", "film": "film", "text": "text"}


class QuestionForm(forms.Form):
    """A question with two to six answers, in the order that they are shown."""

    text = forms.CharField(label=gettext_lazy("Question"), max_length=300)
    explanation = forms.CharField(
        label=pgettext_lazy("study", "Explanation"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Is shown when one has answered: why it is so."),
    )

    def __init__(self, *args: Any, question: Question | None = None, **options: Any) -> None:
        super().__init__(*args, **{**options, "initial": _question_of(question)})
        for number in range(1, MOST_OPTIONS + 1):
            label = _("Answer %(number)d") % {"number": number}
            self.fields[f"option_{number}"] = forms.CharField(
                label=label, max_length=LONGEST_ANSWER, required=False
            )
            self.fields[f"right_{number}"] = forms.BooleanField(
                label=_("Answer %(number)d is right") % {"number": number}, required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for number in range(1, MOST_OPTIONS + 1):
            if cleaned.get(f"right_{number}") and not cleaned.get(f"option_{number}"):
                raise ValidationError(_("An answer that is marked as right has no words."))
        return cleaned

    def asked_options(self) -> list[AskedOption]:
        cleaned = self.cleaned_data
        return [
            AskedOption(cleaned[f"option_{number}"], cleaned[f"right_{number}"])
            for number in range(1, MOST_OPTIONS + 1)
            if cleaned[f"option_{number}"]
        ]


def _question_of(question: Question | None) -> dict[str, Any]:
    if question is None:
        return {}
    found: dict[str, Any] = {"text": question.text, "explanation": question.explanation}
    for number, option in enumerate(question.options.all(), start=1):
        found |= {f"option_{number}": option.text, f"right_{number}": option.right}
    return found
