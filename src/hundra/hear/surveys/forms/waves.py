"""What HR fills in to ask the staff."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from hundra.core.accounts.models import User
from hundra.core.organisation.forms import only_unit
from hundra.core.organisation.models import Person, Unit
from hundra.core.organisation.queries import active_units, visible_people
from hundra.core.ui.forms import AtMost, DateInput, SearchSelect
from hundra.hear.surveys import rules
from hundra.hear.surveys.models import QuestionSet, Split, Wave
from hundra.hear.surveys.queries.waves.instruments import staff_instruments
from hundra.hear.surveys.queries.waves.lists import comparable
from hundra.hear.surveys.queries.waves.population import titles_within
from hundra.hear.surveys.services.waves.planning import LEAST_GROUP, Days

MOST_REMINDERS = 3
MOST_PEOPLE = 200
SHOWN_TITLES = 60


class InstrumentChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return _("%(title)s (%(questions)s questions)") % {
            "title": obj,
            "questions": obj.questions,
        }


class BasicsForm(forms.Form):
    """What is asked, of which part of the organisation."""

    question_set = InstrumentChoice(
        label=gettext_lazy("Instrument"),
        queryset=QuestionSet.objects.none(),
        empty_label=gettext_lazy("Choose"),
        help_text=gettext_lazy("The questions. The list of instruments shows them in full."),
    )
    title = forms.CharField(
        label=gettext_lazy("Name of the survey"),
        max_length=120,
        help_text=gettext_lazy("As employees read it, such as “How is it at work? Spring 2027”."),
    )
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Unit"),
        queryset=Unit.objects.none(),
        help_text=gettext_lazy("It and all units below are asked."),
    )
    is_pilot = forms.BooleanField(
        label=gettext_lazy("This is a pilot"),
        required=False,
        help_text=gettext_lazy(
            "A few try the questions first. You see how many answered, and which questions they"
            " left empty; their answers are not results."
        ),
    )
    ask_whom = forms.CharField(
        label=gettext_lazy("Whom employees can ask"),
        max_length=200,
        help_text=gettext_lazy(
            "Stands in the mails: a name, and a telephone number or an address."
        ),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        instruments = self.fields["question_set"]
        assert isinstance(instruments, forms.ModelChoiceField)  # noqa: S101 - for the types
        instruments.queryset = staff_instruments()
        unit: Any = self.fields["unit"]
        under = Q(pk=None)
        for path in rules.planned_paths(user):
            under |= Q(path__startswith=path)
        unit.queryset = active_units().filter(under)
        unit.widget = SearchSelect(
            reverse_lazy("unit_search"),
            resolve=only_unit,
            placeholder=gettext_lazy("Name or code"),
        )
        unit.widget.choices = unit.choices
        unit.error_messages["invalid_choice"] = _("Choose one of the units that you plan for.")
        self.initial.setdefault("ask_whom", f"{user.name}, {user.email}")


class WhomForm(forms.Form):
    """Occupations, and for a pilot people by their addresses."""

    titles = forms.MultipleChoiceField(
        label=gettext_lazy("Only these occupations"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: everybody."),
    )
    people = forms.CharField(
        label=gettext_lazy("Only these people"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Their work addresses, one a line. None: everybody at the unit."),
    )

    def __init__(self, *args: Any, wave: Wave, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.wave, self.user = wave, user
        titles = titles_within(wave)[:SHOWN_TITLES]
        chosen = [(title, 0) for title in wave.titles if title not in dict(titles)]
        field = self.fields["titles"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - for the types
        field.choices = [
            (
                title,
                ngettext("%(title)s (%(n)s person)", "%(title)s (%(n)s people)", n)
                % {"title": title, "n": n},
            )
            for title, n in [*titles, *chosen]
        ]
        if not wave.is_pilot:
            del self.fields["people"]

    def clean_people(self) -> list[Person]:
        """People of the unit with these addresses; an unknown one is named, and nothing is lost."""
        lines = [line.strip().lower() for line in self.cleaned_data["people"].splitlines()]
        wanted = list(dict.fromkeys(line for line in lines if line))
        if len(wanted) > MOST_PEOPLE:
            raise forms.ValidationError(
                _("At most %(most)s people at a time.") % {"most": MOST_PEOPLE}
            )
        at_unit = visible_people(self.user, on=self.wave.counted_on).filter(
            employments__unit__path__startswith=self.wave.unit.path
        )
        found = {
            person.email.lower(): person for person in at_unit.filter(email__in=wanted).distinct()
        }
        unknown = [address for address in wanted if address not in found]
        if unknown:
            raise forms.ValidationError(
                _("Nobody at the unit has this address: %(addresses)s")
                % {"addresses": ", ".join(unknown[:5])}
            )
        return list(found.values())


class DaysForm(forms.Form):
    """From when to when, with reminders."""

    opens_on = forms.DateField(label=gettext_lazy("Opens"), widget=DateInput())
    closes_on = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=DateInput(),
        help_text=gettext_lazy("It closes by itself the night after."),
    )
    counted_on = forms.DateField(
        label=gettext_lazy("The staff as of"),
        widget=DateInput(),
        help_text=gettext_lazy("Those employed on this day are asked."),
    )
    remind_1 = forms.DateField(
        label=gettext_lazy("First reminder"), widget=DateInput(), required=False
    )
    remind_2 = forms.DateField(
        label=gettext_lazy("Second reminder"), widget=DateInput(), required=False
    )
    remind_3 = forms.DateField(
        label=gettext_lazy("Third reminder"),
        widget=DateInput(),
        required=False,
        help_text=gettext_lazy("Reminders go to those alone who haven't answered."),
    )

    @classmethod
    def of(cls, wave: Wave) -> DaysForm:
        reminders = {f"remind_{n}": day for n, day in enumerate(wave.remind_on, 1)}
        initial = {
            "opens_on": wave.opens_on,
            "closes_on": wave.closes_on,
            "counted_on": wave.counted_on,
            **reminders,
        }
        return cls(initial=initial)

    @property
    def days(self) -> Days:
        given = self.cleaned_data
        reminders = [given[f"remind_{n}"] for n in range(1, MOST_REMINDERS + 1)]
        return Days(
            opens_on=given["opens_on"],
            closes_on=given["closes_on"],
            counted_on=given["counted_on"],
            remind_on=[day for day in reminders if day],
        )


class ShowingForm(forms.Form):
    """What the results are compared with, and how small a group is shown."""

    earlier = forms.ModelChoiceField(
        label=gettext_lazy("Compared with"),
        queryset=Wave.objects.none(),
        required=False,
        empty_label=gettext_lazy("No earlier survey"),
    )
    splits = forms.MultipleChoiceField(
        label=gettext_lazy("Results are also shown by"),
        choices=Split.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Each way of showing hides some of the smallest groups."),
    )
    least_group = forms.IntegerField(
        label=gettext_lazy("Smallest group shown"),
        min_value=LEAST_GROUP,
        max_value=100,
        help_text=gettext_lazy("Seven is usual, five the least. It stands in the mails."),
    )
    least_texts = forms.IntegerField(
        label=gettext_lazy("Smallest group for own words"), min_value=LEAST_GROUP, max_value=500
    )

    def __init__(self, *args: Any, wave: Wave, **options: Any) -> None:
        initial = {
            "earlier": wave.earlier_id,
            "splits": wave.splits,
            "least_group": wave.least_group,
            "least_texts": wave.least_texts,
        }
        super().__init__(*args, **{**options, "initial": initial})
        earlier = self.fields["earlier"]
        assert isinstance(earlier, forms.ModelChoiceField)  # noqa: S101 - for the types
        earlier.queryset = comparable(wave)


class ExtendForm(forms.Form):
    closes_on = forms.DateField(
        label=gettext_lazy("New last day"),
        widget=DateInput(),
        help_text=gettext_lazy("Those who haven't answered can be reminded again."),
    )


class InstrumentForm(forms.Form):
    """A file of questions."""

    file = forms.FileField(
        label=pgettext_lazy("survey", "File"),
        validators=[AtMost(5)],
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.xlsx"}),
        help_text=gettext_lazy("Our own format (YAML), or an XLSForm (Excel). At most 5 MB."),
    )


def next_monday(today: dt.date | None = None) -> dt.date:
    """The first Monday at least a week away: time for a pilot and for telling people."""
    soon = (today or timezone.localdate()) + dt.timedelta(days=7)
    return soon + dt.timedelta(days=-soon.weekday() % 7)
