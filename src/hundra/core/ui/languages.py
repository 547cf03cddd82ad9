"""What languages are called, by their codes (ISO 639; "sgn-swe" is Swedish Sign Language)."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

# In the order of the alphabet they have in Swedish, Swedish itself and English first.
NAMES = {
    "sv": pgettext_lazy("language", "Swedish"),
    "en": pgettext_lazy("language", "English"),
    "ar": pgettext_lazy("language", "Arabic"),
    "az": pgettext_lazy("language", "Azerbaijani"),
    "bs": pgettext_lazy("language", "Bosnian"),
    "prs": pgettext_lazy("language", "Dari"),
    "fi": pgettext_lazy("language", "Finnish"),
    "fr": pgettext_lazy("language", "French"),
    "it": pgettext_lazy("language", "Italian"),
    "hr": pgettext_lazy("language", "Croatian"),
    "kmr-bad": pgettext_lazy("language", "Kurdish (Badini)"),
    "kmr": pgettext_lazy("language", "Kurdish (Kurmanji)"),
    "ckb": pgettext_lazy("language", "Kurdish (Sorani)"),
    "sdh": pgettext_lazy("language", "Kurdish (Southern)"),
    "fit": pgettext_lazy("language", "Meänkieli"),
    "fa": pgettext_lazy("language", "Persian"),
    "pl": pgettext_lazy("language", "Polish"),
    "rom": pgettext_lazy("language", "Romani"),
    "ru": pgettext_lazy("language", "Russian"),
    "sr": pgettext_lazy("language", "Serbian"),
    "so": pgettext_lazy("language", "Somali"),
    "es": pgettext_lazy("language", "Spanish"),
    "se": pgettext_lazy("language", "Sami (Northern)"),
    "sgn-swe": pgettext_lazy("language", "Swedish Sign Language"),
    "ti": pgettext_lazy("language", "Tigrinya"),
    "tr": pgettext_lazy("language", "Turkish"),
    "de": pgettext_lazy("language", "German"),
    "uk": pgettext_lazy("language", "Ukrainian"),
}


def language_name(code: str) -> str:
    """The language's name; its code where we know no name."""
    return str(NAMES.get(code, code))


def language_choices() -> list[tuple[str, str]]:
    """Code and name, for a form."""
    return [(code, str(name)) for code, name in NAMES.items()]
