"""Writes docs/reference/access.md from the access matrix that the tests walk; `--check` compares.

Whoever reads it is a municipality's lawyer or data protection officer, so it is in Swedish, and
says what each role is answered at each address. The tests hold the program to the same rows.

    HUNDRA_DEBUG=1 python scripts/write_access.py [--check]
"""

from __future__ import annotations

import csv
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MATRIX = ROOT / "tests" / "access"
PAGE = ROOT / "docs" / "reference" / "access.md"

ROLES = {
    "anonymous": "Besökare",
    "employee": "Medarbetare",
    "manager": "Chef",
    "communicator": "Kommunikatör",
    "hr": "HR",
    "analyst": "Analytiker",
    "operator": "Drift",
    "administrator": "Administratör",
    "editor": "Redaktör",
    "guide": "Vägledare",
    "union": "Fackligt ombud",
    "other_unit_manager": "Chef på annan enhet",
}
ANSWERS = {"ok": "ja", "denied": "–", "login": "logga in", "hidden": "finns inte"}
METHODS = {"GET": "läsa", "POST": "göra", "DELETE": "ta bort"}
CHAPTERS = {
    "public": "Den offentliga webben",
    "suggestions": "Förslag",
    "knowledge_reading": "Kunskap: läsa",
    "knowledge_editing": "Kunskap: skriva",
    "knowledge_material": "Kunskap: in- och utförsel",
    "knowledge_learning": "Kunskap: hur den används",
    "study": "Självstudier",
    "improvements": "Förbättringar",
    "indicators": "Mätserier",
    "organisation": "Organisation och personer",
    "accounts": "Konton, inloggning och roller",
    "audit": "Gallring och läslogg",
    "messages": "Utkorgen",
    "jobs": "Bakgrundsarbete",
    "api": "Öppna data",
    "ui": "Gemensamt",
}
NOUNS = {
    "answer": "svar",
    "article": "artikel",
    "confirmation": "bekräftelse",
    "course": "självstudie",
    "criterion": "krav",
    "api": "öppna data",
    "edited article": "artikel",
    "edited file": "fil till en artikel",
    "edited film": "film",
    "edited paste": "inklistrad text",
    "edited reason": "kontaktorsak",
    "edited revision": "tidigare lydelse",
    "edited text": "text på ett språk",
    "edited topic": "ämne",
    "employer": "arbetsgivarens inloggning",
    "employment": "anställning",
    "follower": "följare",
    "grant": "tilldelad roll",
    "improvement": "förbättring",
    "job": "jobb",
    "key": "nyckel",
    "knowledge": "kunskap",
    "knowledge_upload": "inskickade artiklar",
    "learning": "hur kunskapen används",
    "message": "meddelande",
    "person": "person",
    "picture": "bild",
    "programme": "program",
    "provider": "inloggningstjänst",
    "public": "offentlig sida",
    "reset": "länk för nytt lösenord",
    "retention": "gallring",
    "series": "serie",
    "step": "steg",
    "suggestion": "förslag",
    "topic": "ämne",
    "unit": "enhet",
    "update": "nyhet",
    "upload": "inskickade filer",
    "user": "användare",
}
KINDS = {
    "1": "ett som finns",
    "stamp": "stämpel",
    "report": "rapport",
    "poster": "affisch",
    "kit": "material",
    "follow": "följ",
    "card": "delningsbild",
    "accepted": "godtaget",
    "another": "någon annans",
    "any": "vilken som helst",
    "article": "artikel",
    "article in somali": "artikel på somaliska",
    "behind": "som har halkat efter",
    "anothers": "någon annans",
    "checked": "provkörda",
    "coming": "på väg",
    "confirming": "som ska bekräftas",
    "document": "dokument",
    "draft": "utkast",
    "empty": "tom, den egna",
    "expired": "som har gått ut",
    "failed": "som inte kom fram",
    "film": "film",
    "for employees": "för medarbetare",
    "for everyone": "för alla",
    "for guides": "för vägledare",
    "for guides in somali": "för vägledare, på somaliska",
    "group": "en grupp",
    "guides": "för vägledare",
    "guides' document": "vägledarnas dokument",
    "guides' film": "vägledarnas film",
    "guides' picture": "vägledarnas bild",
    "guides' topic": "vägledarnas ämne",
    "hidden": "som inte visas",
    "inside": "bara för medarbetare",
    "left": "som har slutat",
    "looked through": "genomgången",
    "need": "något som saknas",
    "new": "ny",
    "new synonym": "ny synonym",
    "no number": "utan nummer",
    "no secret": "utan giltig hemlig länk",
    "no unit": "utan enhet",
    "nobody": "okänd",
    "not shown": "som inte visas",
    "noted": "med anteckning",
    "number": "numrerad",
    "opened": "som har öppnats",
    "other": "på en annan enhet",
    "other unit": "på en annan enhet",
    "other verdict": "omdöme, annan enhet",
    "own": "på den egna enheten",
    "own unit": "på den egna enheten",
    "own verdict": "omdöme, egen enhet",
    "ownerless": "utan ägare",
    "part": "del av en film",
    "picture": "bild",
    "pictured": "med bild",
    "planned": "planerad, på den egna enheten",
    "protected": "med skyddade personuppgifter",
    "public": "publicerad",
    "published": "publicerat",
    "reading": "av läsloggen",
    "question": "en fråga",
    "search": "en sökning",
    "secret": "med hemlig länk",
    "synonym": "synonym",
    "ticked": "prickad i checklistan",
    "to publish": "att publicera",
    "topic": "ämne",
    "unknown": "okänd",
    "unused": "som inte används",
    "waiting": "som väntar",
    "wrong": "fel",
    "year": "ett år",
}
INTRODUCTION = """# Vem når vad

<!-- Skriven av scripts/write_access.py ur tests/access/*.csv. Ändra där, inte här. -->

Allt som inte står som tillåtet här är förbjudet. Varje adress i Hundra finns i tabellerna, och ett
test prövar varje ruta för varje roll, varje gång programmet ändras: en ny adress utan rad, eller
ett svar som skiljer sig från tabellen, stoppar ändringen.

**Roller** ges på en enhet och gäller allt under den. Den som har flera roller får vad var och en
av dem ger. Alla som är inloggade räknas som medarbetare. I tabellerna har var och en sin roll på
*den egna enheten*; kolumnen *Chef på annan enhet* visar vad rollen som chef ger på någon annans
enhet. Den som har slutat sin anställning kan inte logga in
(se [Personalsystemets filer](hr-files.md)).

| svar | betyder |
|---|---|
| ja | får sidan, eller får göra det som sidan är till för |
| – | nekas: "Du har inte tillgång till det här" |
| logga in | skickas till inloggningen och får ingenting veta |
| finns inte | samma svar som för en adress som inte finns: inte ens att uppgiften finns röjs |

*Läsa* är att öppna sidan, *göra* är att skicka in något. Det i adressen som byts från gång till
gång, som ett nummer, skrivs …
"""


@dataclass(frozen=True)
class Row:
    chapter: str
    url_name: str
    record: str
    method: str
    answers: dict[str, str]


def main(arguments: Sequence[str]) -> int:
    page = written()
    if "--check" not in arguments:
        PAGE.write_text(page, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page:
        return 0
    print(f"{PAGE.relative_to(ROOT)} is out of date: run python scripts/write_access.py")
    return 1


def written() -> str:
    rows, addresses = list(_rows()), _addresses()
    chapters = sorted({row.chapter for row in rows}, key=_order)
    tables = (
        _table(one, [row for row in rows if row.chapter == one], addresses) for one in chapters
    )
    return "\n".join([INTRODUCTION, *_beyond(rows, addresses), *tables])


def _order(chapter: str) -> tuple[int, str]:
    known = list(CHAPTERS)
    return (known.index(chapter) if chapter in known else len(known), chapter)


def _rows() -> Iterator[Row]:
    for path in sorted(MATRIX.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for cells in csv.DictReader(file):
                yield Row(
                    chapter=path.stem,
                    url_name=cells["url_name"],
                    record=cells["kwargs"],
                    method=cells["method"],
                    answers={role: cells.get(role, cells["employee"]) for role in ROLES},
                )


def _addresses() -> dict[str, str]:
    """Every address by its name, as people read them."""
    sys.path.insert(0, str(ROOT / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hundra.config.settings")
    import django

    django.setup()
    from django.urls import get_resolver
    from django.utils import translation

    with translation.override("sv"):
        return dict(_walk(get_resolver(), "", ""))


def _walk(resolver: Any, namespaces: str, before: str) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        here = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _walk(pattern, namespaces + inner, here)
        elif pattern.name:
            yield f"{namespaces}{pattern.name}", _readable(here)


def _readable(route: str) -> str:
    without_groups = re.sub(r"\(\?P<\w+>(?:\[[^]]*\]|[^()])*\)|<[^>]+>", "…", route)
    return "/" + re.sub(r"[\^$\\]|\\Z|Z$", "", without_groups).lstrip("/")


def _record(key: str) -> str:
    noun, _, kind = key.partition("=")
    if not noun:
        return ""
    return f"{NOUNS.get(noun, noun)}: {KINDS.get(kind, kind)}".removesuffix(": ")


def _beyond(rows: Sequence[Row], addresses: dict[str, str]) -> Iterator[str]:
    """For each role, what it may do that every employee may not: what a lawyer asks first."""
    yield "## Vad rollerna får utöver vad alla medarbetare får\n"
    for role in list(ROLES)[2:-1]:
        more = [row for row in rows if row.answers[role] == "ok" != row.answers["employee"]]
        yield f"### {ROLES[role]}\n"
        for chapter in sorted({row.chapter for row in more}, key=_order):
            yield f"**{CHAPTERS.get(chapter, chapter)}**\n"
            here = [row for row in more if row.chapter == chapter]
            for name in dict.fromkeys(row.url_name for row in here):
                ways = dict.fromkeys(METHODS[row.method] for row in here if row.url_name == name)
                yield f"- `{addresses[name]}` {' och '.join(ways)}"
            yield ""
        if not more:
            yield "Inget mer.\n"


def _table(chapter: str, rows: Sequence[Row], addresses: dict[str, str]) -> str:
    head = ["Adress", "För att", "Gäller", *ROLES.values()]
    lines = [f"## {CHAPTERS.get(chapter, chapter)}\n", _line(head), _line(["---"] * len(head))]
    for row in rows:
        answers = [ANSWERS[row.answers[role]] for role in ROLES]
        what = [f"`{addresses[row.url_name]}`", METHODS[row.method], _record(row.record)]
        lines.append(_line([*what, *answers]))
    return "\n".join([*lines, ""])


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
