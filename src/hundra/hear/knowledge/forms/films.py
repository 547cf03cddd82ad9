"""What is told of a film, and its files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.core.accounts.models import User
from hundra.core.ui.forms import AtMost, PictureInput
from hundra.hear.knowledge.forms.articles import AUDIENCES, UnitField
from hundra.hear.knowledge.languages import LANGUAGES
from hundra.hear.knowledge.models import Audience, Film
from hundra.hear.knowledge.services import FilmDetails, FilmFiles

TEXTS = (
    "title",
    "slug",
    "description",
    "language",
    "audience",
    "owner_unit",
    "url",
    "captioned_there",
    "signed_url",
    "transcript",
    "duration_seconds",
)
FILES = ("file", "captions", "signed_file", "poster")


class FilmForm(forms.Form):
    title = forms.CharField(label=pgettext_lazy("film", "Title"), max_length=120)
    description = forms.CharField(
        label=_("In short"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    audience = forms.ChoiceField(
        label=pgettext_lazy("article", "For"),
        choices=list(AUDIENCES.items()),
        widget=forms.RadioSelect,
        initial=Audience.EVERYONE,
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[(one.code, one.name) for one in LANGUAGES.values()]
    )
    file = forms.FileField(
        label=_("Film file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "video/mp4,video/webm"}),
        validators=[AtMost(megabytes=1000)],
        help_text=_("MP4 or WebM, at most 1 GB. Or give an address below instead."),
    )
    captions = forms.FileField(
        label=_("Captions"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".vtt,text/vtt"}),
        validators=[AtMost(megabytes=2)],
        help_text=_("WebVTT (.vtt). Needed with a film file."),
    )
    url = forms.URLField(
        label=_("Address of the film"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Where the film is shown already, such as the municipality's film site."),
    )
    captioned_there = forms.BooleanField(
        label=_("The film has captions where it is shown"), required=False
    )
    signed_file = forms.FileField(
        label=_("Sign-language version"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "video/mp4,video/webm"}),
        validators=[AtMost(megabytes=1000)],
        help_text=_("The same in Swedish Sign Language, as a file or an address."),
    )
    signed_url = forms.URLField(
        label=_("Address of the sign-language version"),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    transcript = forms.CharField(
        label=_("The film as text"),
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("All that is said, and what one needs to see. It is also what search finds."),
    )
    poster = forms.FileField(
        label=_("Picture before it begins"),
        required=False,
        widget=PictureInput(limit=_("JPEG, PNG or WebP, at most 10 MB")),
        validators=[AtMost(megabytes=10)],
    )
    duration_seconds = forms.IntegerField(
        label=_("Length in seconds"), required=False, min_value=1, max_value=86_400
    )
    slug = forms.SlugField(
        label=_("Address"),
        max_length=80,
        required=False,
        help_text=_("Small letters a–z, digits and hyphens. Empty: made of the title."),
    )

    def __init__(self, *args: Any, user: User, film: Film | None = None, **options: Any) -> None:
        initial: dict[str, Any] = {"language": "sv"}
        if film:
            initial = {name: getattr(film, name) for name in TEXTS}
            initial["owner_unit"] = film.owner_unit_id
        super().__init__(*args, **{**options, "initial": initial})
        self.fields["owner_unit"] = UnitField(user=user, label=_("Owner unit"))
        self.order_fields(("title", "description", "audience", "language", "owner_unit"))
        for name in FILES:
            stored = getattr(film, name) if film else None
            if stored:
                self.fields[name].help_text = _("There is a file. Choose one only to replace it.")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("slug") and "slug" not in self.errors:
            cleaned["slug"] = slugify(cleaned.get("title", ""))[:80].strip("-") or "film"
        return cleaned

    def details(self) -> FilmDetails:
        return FilmDetails(**{name: self.cleaned_data[name] for name in TEXTS})

    def new_files(self) -> FilmFiles:
        return FilmFiles(**{name: self.cleaned_data[name] or None for name in FILES})
