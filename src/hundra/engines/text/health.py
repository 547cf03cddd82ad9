"""Words that tell of someone's health: a special category of personal data (GDPR, article 9).

Rather one word too many than one too few: who wrote it looks at each and decides. Words that
name a service ("demensboende", "missbruksenheten") say nothing of who asks, and are let be.
"""

from __future__ import annotations

from dataclasses import dataclass

from hundra.engines.text.tokens import words

# Found anywhere in a word ("lungcancer", "självmordstankar"), so each is long or unmistakable.
_ANYWHERE = (
    "adhd", "alkoholis", "alkoholmissbruk", "alkoholproblem", "allergi", "alzheimer", "anorexi",
    "asperger", "autis", "beroendesjuk", "bipolär", "blodcancer", "blodpropp", "bulimi", "cancer",
    "cellgift", "demen", "depress", "deprimera", "diabet", "diagnos", "drogberoende",
    "dödssjuk", "epileps", "epilept", "fibromyalgi", "funktionshind", "funktionsnedsätt",
    "förlamad", "graviditet", "hepatit", "hjärnblöd", "hjärnskad", "hjärntumör",
    "hjärtinfarkt", "hjärtsjuk",
    "hörselskad", "inkontinen", "katarakt", "kemoterapi", "leukemi", "missbruk", "missfall",
    "narkoman", "parkinson", "psykisk", "psykos", "psykot", "rullstol", "schizofren", "sjukdom",
    "sjukskriv", "självmord", "självskad", "suicid", "synskad", "tumör", "utbränd",
    "utmattningssyndrom", "utvecklingsstör", "överdos", "ätstör", "ångest",
)  # fmt: skip
# Only as the beginning of a word, or they are parts of others ("chiv", "abortera").
_BEGINNING = (
    "abort", "alkis", "amputer", "antidepress", "benbrott", "bruten", "dialys", "fosterskad",
    "gravid", "höftop", "inlagd", "insulin", "medicinera", "metadon", "operera", "ptsd", "stroke",
    "svårt sjuk", "tvångsvård",
)  # fmt: skip
_EXACTLY = frozenset({
    "add", "als", "astma", "astmatiker", "copd", "dement", "dementa", "hiv", "hivsmittad", "kol",
    "lvm", "lpt", "ms", "ocd", "sjuk", "sjuka",
})  # fmt: skip
_SERVICES = (
    "avdelning", "boende", "center", "chef", "enhet", "förening", "förvaltning", "kurs", "linje",
    "lots", "mottagning", "omsorg", "plan", "samordnare", "sköterska", "stöd", "team", "verksamhet",
    "vård", "vården", "anpassad", "anpassat", "ramp", "taxi", "plats", "toalett", "gymnastik",
)  # fmt: skip
_INFLECTIONS = ("", "en", "et", "n", "s", "ens", "ets", "ns", "er", "erna", "ar", "arna", "or",
                "orna", "t", "a")  # fmt: skip
_NAMES_A_SERVICE = tuple(f"{word}{ending}" for word in _SERVICES for ending in _INFLECTIONS)


@dataclass(frozen=True, kw_only=True, order=True)
class HealthWord:
    """`text` stands at `start`:`end` and may tell of someone's health."""

    start: int
    end: int
    text: str


def find_health_words(text: str) -> list[HealthWord]:
    """Each word of the text that may tell of someone's health, in its order."""
    return [
        HealthWord(start=start, end=end, text=text[start:end])
        for word, start, end in words(text)
        if _tells(word)
    ]


def _tells(word: str) -> bool:
    if word in _EXACTLY:
        return True
    if not (word.startswith(_BEGINNING) or any(stem in word for stem in _ANYWHERE)):
        return False
    return not word.endswith(_NAMES_A_SERVICE) or word.endswith(("sjukskriven", "sjukskrivna"))
