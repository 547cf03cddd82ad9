"""The forms, open and inside. What was typed is always there again when something is wrong."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from hundra.core.organisation.models import Unit
from hundra.core.organisation.queries import active_units, unit_choices
from hundra.core.ui.forms import PictureInput
from hundra.engines.images import CleanPicture
from hundra.engines.text import plain_text
from hundra.hear.suggestions import pictures
from hundra.hear.suggestions.errors import PictureRefusedError
from hundra.hear.suggestions.models import Audience, Suggestion

LONGEST = 4000
LONGEST_NUMBER = 9  # Digits; more fit no key.
LIMIT: Any = _("At most 10 MB.")
SHORTEST_SECONDS = 2  # Nobody reads and fills in the form faster; programs do.
_SIGNER = signing.TimestampSigner(salt="suggestions.opened")


class PlainCharField(forms.CharField):
    """Text without what cannot be seen but does harm; never refused for it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.validators = [v for v in self.validators if not _refuses_nulls(v)]

    def to_python(self, value: Any) -> str:
        return plain_text(super().to_python(value) or "")


def _refuses_nulls(validator: object) -> bool:
    from django.core.validators import ProhibitNullCharactersValidator

    return isinstance(validator, ProhibitNullCharactersValidator)


def too_long() -> dict[str, Any]:
    return {
        "max_length": _(
            "The text is too long (%(show_value)d characters). It can have at most %(limit_value)d."
        )
    }


class InsideForm(forms.Form):
    """A suggestion by someone who is signed in: needs neither address nor protection."""

    audience = forms.ChoiceField(
        label=_("Who would it be better for?"),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who it would be better for.")},
    )
    text = PlainCharField(
        label=_("What would be better?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "autocapitalize": "sentences"}),
        error_messages={"required": _("Write what would be better."), **too_long()},
    )
    place = PlainCharField(
        label=_("Where?"),
        max_length=200,
        required=False,
        help_text=_("For example a street, a school or an office."),
        error_messages=too_long(),
    )
    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        # Without HEIC in the list, iPhones send a JPEG; who sends HEIC all the same is served.
        widget=PictureInput(limit=LIMIT),
        error_messages={"empty": _("The picture file is empty. Choose another picture.")},
    )
    kept_picture = forms.CharField(required=False, widget=forms.HiddenInput)
    drop_picture = forms.BooleanField(label=_("Remove the picture"), required=False)

    clean_image: CleanPicture | None = None
    kept_token: str = ""

    def clean_picture(self) -> UploadedFile[Any] | None:
        """Redraws the picture at once; one that is fine is kept if something else is wrong."""
        upload: UploadedFile[Any] | None = self.cleaned_data.get("picture")
        if upload is None:
            return None
        try:
            self.clean_image = pictures.clean_upload(upload)
        except PictureRefusedError as refused:
            raise forms.ValidationError(refused.sentence) from None
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        token = cleaned.get("kept_picture", "")
        if self.clean_image is None and token and not cleaned.get("drop_picture"):
            self.clean_image = pictures.kept(token)
            self.kept_token = token if self.clean_image else ""
        return cleaned

    def keep_picture(self) -> None:
        """Called when the form must be shown again: the picture needs not be chosen anew."""
        if self.clean_image is not None and not self.kept_token:
            self.kept_token = pictures.keep(self.clean_image)


class SuggestForm(InsideForm):
    """The form open to all, with what keeps programs from using it."""

    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_("If you want a reply. The address is never shown."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={
            "invalid": _("That does not look like an e-mail address. Example: name@example.se")
        },
    )
    # People do not see it, so whoever fills it in is a program.
    website = forms.CharField(required=False, label=_("Leave this empty"))
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                _("Leave the field “Leave this empty” empty, and send again.")
            )
        return ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self._took_time():
            raise forms.ValidationError(
                _("That went very fast. Check that all is right and send once more.")
            )
        return cleaned

    def _took_time(self) -> bool:
        try:
            _SIGNER.unsign(self.data.get("opened", ""), max_age=SHORTEST_SECONDS)
        except signing.SignatureExpired:
            return True
        except signing.BadSignature:
            return False
        return False


def opened_now() -> str:
    """A signed time, for the hidden field that tells how long the form was open."""
    return _SIGNER.sign("form")


class EmailForm(forms.Form):
    """An address to hear back at."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("That does not look like an e-mail address. Example: name@example.se"),
        },
    )
    website = forms.CharField(required=False)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                _("Leave the field “Leave this empty” empty, and send again.")
            )
        return ""


class AnswerForm(forms.Form):
    text = PlainCharField(
        label=_("Your answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your answer."), **too_long()},
    )


class SeenForm(forms.Form):
    """Every form of the work page tells which version its writer looked at."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class AcceptForm(SeenForm):
    text = PlainCharField(
        label=_("Reply"),
        required=False,
        max_length=LONGEST,
        help_text=_("Is mailed to all who follow. Leave it empty to only say that it is accepted."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=too_long(),
    )


class AskForm(SeenForm):
    text = PlainCharField(
        label=_("Question"),
        max_length=LONGEST,
        help_text=_(
            "Is mailed to the one who suggested it. The days to reply stand still meanwhile."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your question."), **too_long()},
    )


class DeclineForm(SeenForm):
    text = PlainCharField(
        label=_("Reply that says why"),
        max_length=LONGEST,
        help_text=_("Is mailed to all who follow."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write a reply: the one who suggested it wants to know why."),
            **too_long(),
        },
    )


class ReplyForm(SeenForm):
    text = PlainCharField(
        label=_("Official reply"),
        max_length=LONGEST,
        help_text=_("Is mailed to all who follow. The state does not change."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write the reply."), **too_long()},
    )


class NoteForm(SeenForm):
    text = PlainCharField(
        label=_("Internal note"),
        max_length=LONGEST,
        help_text=_("Only colleagues who answer suggestions see it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write your note."), **too_long()},
    )


class JoinForm(SeenForm):
    into = forms.CharField(
        label=_("Number of the other suggestion"),
        max_length=12,
        help_text=_("For example F12. All who follow move along."),
        error_messages={"required": _("Write the number of the other suggestion.")},
    )

    def clean_into(self) -> Suggestion:
        number = self.cleaned_data["into"].strip().lstrip("#fF").strip()
        found = (
            Suggestion.objects.filter(pk=int(number)).first()
            if number.isdecimal() and len(number) <= LONGEST_NUMBER
            else None
        )
        if found is None:
            raise forms.ValidationError(
                _("There is no suggestion with that number. Look it up in the inbox.")
            )
        return found


class UnitForm(SeenForm):
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("No unit yet"),
        help_text=_("Managers of the unit can then reply."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        field.queryset = active_units()  # type: ignore[attr-defined]
        field.choices = unit_choices(empty=str(_("No unit yet")))  # type: ignore[attr-defined]


class PublishForm(SeenForm):
    title = PlainCharField(
        label=_("Title"),
        max_length=150,
        help_text=_("What it is about, in a few words."),
        error_messages={"required": _("Give it a title."), **too_long()},
    )
    text = PlainCharField(
        label=_("Text to show"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write the text to show."), **too_long()},
    )
    place = PlainCharField(
        label=_("Where"), max_length=200, required=False, error_messages=too_long()
    )
    show_picture = forms.BooleanField(label=_("Show the picture"), required=False)
    picture_alt = PlainCharField(
        label=_("What the picture shows"),
        max_length=300,
        required=False,
        help_text=_("For those who cannot see it. Needed if the picture is shown."),
        error_messages=too_long(),
    )
    inside_only = forms.BooleanField(
        label=_("Show only to employees"),
        required=False,
        help_text=_("Not on the public web site."),
    )
    override_note = PlainCharField(
        label=_("Why what is marked may be shown"),
        max_length=500,
        required=False,
        help_text=_("Only if it shall stay. For example: the number to our own switchboard."),
        error_messages=too_long(),
    )

    def __init__(self, *args: Any, suggestion: Suggestion, marked: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not suggestion.picture:
            del self.fields["show_picture"], self.fields["picture_alt"]
        if not (marked or self.data):
            del self.fields["override_note"]


class SearchForm(forms.Form):
    """Filters of the lists of published suggestions; what is wrong in an address is left out."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    audience = forms.ChoiceField(
        label=_("For whom"), required=False, choices=[("", _("All")), *Audience.choices]
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    sort = forms.ChoiceField(
        label=_("Show first"),
        required=False,
        choices=[("", _("The latest")), ("most", _("Those most agree with"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from hundra.hear.suggestions.models import SuggestionState as State

        shown = [State.NEW, State.ACCEPTED, State.PLANNED, State.DELIVERED, State.DECLINED]
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("All")),
            *((state.value, state.label) for state in shown),
        ]

    def wanted(self) -> dict[str, Any]:
        """What to filter by, as the queries take it."""
        self.is_valid()
        cleaned = self.cleaned_data
        return {
            "text": plain_text(cleaned.get("q", "")),
            "audience": cleaned.get("audience", ""),
            "state": cleaned.get("state", ""),
            "most_supported": cleaned.get("sort") == "most",
        }
