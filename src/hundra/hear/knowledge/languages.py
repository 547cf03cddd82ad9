"""The languages that answers come in: their own names, ours, and which way they run.

Those that the guides of a large municipality speak, the national minority languages
(the act on national minorities, 2009:724), and others that many here have as their first.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Language:
    """`code` is BCP 47, as in lang=""; `own_name` is what its speakers call it."""

    code: str
    own_name: str
    name: str | Promise
    is_rtl: bool = False

    @property
    def direction(self) -> str:
        return "rtl" if self.is_rtl else "ltr"


_ALL = (
    Language("sv", "Svenska", pgettext_lazy("language", "Swedish")),
    Language("en", "English", pgettext_lazy("language", "English")),
    Language("ar", "العربية", pgettext_lazy("language", "Arabic"), is_rtl=True),
    Language("so", "Soomaali", pgettext_lazy("language", "Somali")),
    Language("fa", "فارسی", pgettext_lazy("language", "Persian"), is_rtl=True),
    Language("prs", "دری", pgettext_lazy("language", "Dari"), is_rtl=True),
    Language("fi", "Suomi", pgettext_lazy("language", "Finnish")),
    Language("fit", "Meänkieli", pgettext_lazy("language", "Meänkieli")),
    Language("se", "Davvisámegiella", pgettext_lazy("language", "Northern Sámi")),
    Language("rmn", "Romani chib", pgettext_lazy("language", "Romani")),
    Language("yi", "ייִדיש", pgettext_lazy("language", "Yiddish"), is_rtl=True),
    Language("ckb", "کوردیی ناوەندی", pgettext_lazy("language", "Kurdish (Sorani)"), is_rtl=True),
    Language("kmr", "Kurmancî", pgettext_lazy("language", "Kurdish (Kurmanji)")),
    Language("kmr-Arab", "بادینی", pgettext_lazy("language", "Kurdish (Badini)"), is_rtl=True),
    Language("tr", "Türkçe", pgettext_lazy("language", "Turkish")),
    Language("az", "Azərbaycanca", pgettext_lazy("language", "Azeri")),
    Language("bs", "Bosanski", pgettext_lazy("language", "Bosnian")),
    Language("hr", "Hrvatski", pgettext_lazy("language", "Croatian")),
    Language("sr", "Српски", pgettext_lazy("language", "Serbian")),
    Language("ru", "Русский", pgettext_lazy("language", "Russian")),
    Language("uk", "Українська", pgettext_lazy("language", "Ukrainian")),
    Language("pl", "Polski", pgettext_lazy("language", "Polish")),
    Language("de", "Deutsch", pgettext_lazy("language", "German")),
    Language("es", "Español", pgettext_lazy("language", "Spanish")),
    Language("it", "Italiano", pgettext_lazy("language", "Italian")),
    Language("fr", "Français", pgettext_lazy("language", "French")),
    Language("ti", "ትግርኛ", pgettext_lazy("language", "Tigrinya")),
)
LANGUAGES = {language.code: language for language in _ALL}


def language(code: str) -> Language:
    """The language of the code; one that we do not know is called by its code."""
    return LANGUAGES.get(code) or Language(code, code, code)
