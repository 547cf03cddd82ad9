"""What people fill in about programmes and improvements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Person
from hundra.core.organisation.queries import find_people, unit_choices, visible_people
from hundra.core.ui.forms import AtMost, DateInput, PictureInput, SearchSelect
from hundra.hear.suggestions.models import Audience
from hundra.improve.improvements import queries
from hundra.improve.improvements.models import (
    Criterion,
    Improvement,
    ImprovementState,
    Programme,
    Topic,
    Update,
)

LONGEST_STORY = 20_000


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A colleague, found by typing a part of the name."""

    def __init__(self, *, user: User, current: Person | None, **options: Any) -> None:
        def resolve(text: str) -> object | None:
            found = list(find_people(text, by=user, limit=2))
            return found[0].pk if len(found) == 1 else None

        people = visible_people(user).order_by()
        keys = people.values("pk")
        chosen = Q(pk=current.pk) if current else Q()
        super().__init__(
            queryset=Person.objects.filter(Q(pk__in=keys) | chosen),
            widget=SearchSelect(reverse_lazy("improvement_people"), resolve=resolve),
            **options,
        )

    def label_from_instance(self, obj: Person) -> str:
        return str(obj) if queries.publicly_named(obj) else str(_("Protected identity"))


class ImprovementForm(forms.ModelForm):  # type: ignore[type-arg]
    """What an improvement says. Only title and audience are needed before the stamp."""

    class Meta:
        model = Improvement
        fields = [
            "title",
            "audience",
            "summary",
            "story",
            "topic",
            "owner_unit",
            "responsible",
            "planned_for",
            "cost_sek",
            "measure",
            "baseline",
            "target",
            "show_as_coming",
        ]
        widgets = {
            "audience": forms.RadioSelect,
            "summary": forms.Textarea(attrs={"rows": 2}),
            "story": forms.Textarea(attrs={"rows": 10}),
            "planned_for": DateInput,
        }
        help_texts = {
            "title": _("Short and concrete, so that anyone sees whether it has been done."),
            "summary": _("One or two sentences: what becomes better, and for whom."),
            "measure": _("How we will know that it helped."),
        }

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["audience"] = forms.ChoiceField(
            label=_("For whom"), choices=Audience.choices, widget=forms.RadioSelect
        )
        self.fields["topic"].empty_label = _("No topic yet")  # type: ignore[attr-defined]
        unit = self.fields["owner_unit"]
        unit.widget.choices = unit_choices(empty=str(_("No unit yet")))
        self.fields["responsible"] = PersonField(
            user=user,
            current=self.instance.responsible,
            label=_("Responsible person"),
            required=False,
        )
        if self.instance.number is not None:
            del self.fields["show_as_coming"]

    def clean_story(self) -> str:
        story: str = self.cleaned_data["story"]
        if len(story) > LONGEST_STORY:
            raise forms.ValidationError(
                _("Write at most %(limit)d characters."), params={"limit": LONGEST_STORY}
            )
        return story


class NewImprovementForm(ImprovementForm):
    """A proposal: as the improvement, in a programme."""

    field_order = ["programme"]

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        programmes = Programme.objects.order_by("-is_shown", "-starts_on")
        self.fields["programme"] = forms.ModelChoiceField(
            queryset=programmes, label=_("Programme"), empty_label=None
        )
        self.order_fields(["programme", *self.Meta.fields])


class FromSuggestionsForm(NewImprovementForm):
    """A new improvement of some suggestions; or one that already is, which takes them up."""

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        self.fields["existing"] = forms.ModelChoiceField(
            queryset=queries.open_improvements(user),
            label=_("Add to an improvement that already is"),
            required=False,
            widget=SearchSelect(reverse_lazy("improvement_open"), resolve=self._found(user)),
            help_text=_("Leave it empty to make a new one. Otherwise the rest is not needed."),
        )
        self.order_fields(["existing", "programme", *self.Meta.fields])
        if self.data.get(self.add_prefix("existing")):
            for name in ("title", "audience"):
                self.fields[name].required = False

    @staticmethod
    def _found(user: User) -> Callable[[str], object | None]:
        def resolve(text: str) -> object | None:
            found = queries.search(queries.open_improvements(user), text)
            keys = list(found.values_list("pk", flat=True)[:2])
            return keys[0] if len(keys) == 1 else None

        return resolve


class PictureForm(forms.Form):
    """The picture and what it shows."""

    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG or WebP, at most 10 MB"),
        widget=PictureInput(),
        required=False,
        validators=[AtMost(megabytes=10)],
    )
    picture_alt = forms.CharField(
        label=_("What the picture shows"),
        max_length=300,
        help_text=_("Read aloud to those who cannot see it."),
    )


class PlanForm(forms.Form):
    planned_for = forms.DateField(label=_("Planned for"), widget=DateInput)


class DeliverForm(forms.Form):
    delivered_on = forms.DateField(
        label=_("Done since"), widget=DateInput, initial=timezone.localdate
    )


class FollowUpForm(forms.Form):
    outcome = forms.CharField(
        label=_("What came of it"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_STORY,
        help_text=_("Shown to the public. Tell it as it is, also what did not become better."),
    )
    followed_up_on = forms.DateField(
        label=_("Followed up on"), widget=DateInput, initial=timezone.localdate
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text=_("Shown to the public, and told to those whose suggestions are in it."),
    )


class UpdateForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Update
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        labels = {"text": _("What is new")}
        help_texts = {"text": _("Shown to the public at once. Markdown.")}


class ProgrammeForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Programme
        fields = [
            "name",
            "slug",
            "tagline",
            "tone",
            "goal_citizens",
            "goal_employees",
            "starts_on",
            "ends_on",
        ]
        widgets = {
            "tone": forms.Textarea(attrs={"rows": 3}),
            "starts_on": DateInput,
            "ends_on": DateInput,
        }
        help_texts = {
            "slug": _("Small letters a–z, digits and hyphens, such as 100-forbattringar.")
        }


class CriterionForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Criterion
        fields = ["text"]


# Lucide icons that a topic can have, each with what it stands for.
TOPIC_ICONS = (
    ("sparkles", _("Sparkles: anything")),
    ("heart-handshake", _("Heart and hands: care")),
    ("hand-helping", _("Helping hand: support")),
    ("stethoscope", _("Stethoscope: health")),
    ("school", _("School house: school and preschool")),
    ("graduation-cap", _("Graduation cap: competence")),
    ("smile", _("Smile: working environment")),
    ("users", _("People: together")),
    ("user-plus", _("New person: recruitment")),
    ("calendar-clock", _("Calendar: working hours")),
    ("smartphone", _("Phone: digital services")),
    ("messages-square", _("Speech bubbles: dialogue")),
    ("phone-call", _("Call: service")),
    ("trees", _("Trees: streets and parks")),
    ("bike", _("Bicycle: traffic")),
    ("bus", _("Bus: travelling")),
    ("house", _("House: building and living")),
    ("palette", _("Palette: culture")),
    ("dumbbell", _("Dumbbell: leisure and sport")),
    ("leaf", _("Leaf: environment")),
    ("utensils", _("Fork and knife: food")),
    ("coins", _("Coins: economy")),
    ("shield-check", _("Shield: safety")),
    ("lightbulb", _("Light bulb: ideas")),
)


class TopicForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Topic
        fields = ["name", "slug", "icon"]
        help_texts = {"slug": _("Small letters a–z, digits and hyphens.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        current = self.instance.icon
        kept = [] if current in dict(TOPIC_ICONS) else [(current, current)]
        self.fields["icon"] = forms.ChoiceField(label=_("Symbol"), choices=[*TOPIC_ICONS, *kept])


class ImportForm(forms.Form):
    """A file of improvements whose numbers were given before."""

    programme = forms.ModelChoiceField(
        queryset=Programme.objects.order_by("-is_shown", "-starts_on"),
        label=_("Programme"),
        empty_label=None,
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX with the columns number and title, and more if you have them."),
        validators=[FileExtensionValidator(["csv", "txt", "xlsx"]), AtMost(megabytes=20)],
    )
    audience = forms.ChoiceField(
        label=_("Those without an audience are for"), choices=Audience.choices
    )
    state = forms.ChoiceField(
        label=_("Those without a day of delivery are"),
        choices=[
            (state.value, state.label)
            for state in (ImprovementState.STAMPED, ImprovementState.DELIVERED)
        ],
    )
    save = forms.BooleanField(
        label=_("Save, not only try"),
        required=False,
        help_text=_("Without this nothing is saved: you see what would have been."),
    )
