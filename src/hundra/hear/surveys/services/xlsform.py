"""XLSForm (https://xlsform.org), the workbook format of survey tools, as a set of questions.

Sheets `survey`, `choices` and `settings`, and one of ours, `scales`. What they hold and what of
XLSForm is left out: docs/reference/instruments.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hundra.engines.tables.source import Record, UnreadableError
from hundra.engines.tables.table import Limits
from hundra.engines.tables.workbook import sheets_of
from hundra.hear.surveys.errors import QuestionSetError

LIMITS = Limits(
    bytes_sent=2_000_000, bytes_unpacked=30_000_000, rows=5_000, columns=200, cell_length=5_000
)
FALLBACK = "sv"
DONT_KNOW = frozenset({"", "dk", "na", "null", "vet_inte", "vet-inte"})
_LEFT_OUT = frozenset(
    {"start", "end", "today", "deviceid", "username", "audit", "simserial", "phonenumber"}
)
_KINDS = frozenset({"begin_group", "end_group", "select_one", "text"})
_TRUE = frozenset({"yes", "true", "1", "ja", "x"})
_LANGUAGE = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)\)\s*$")


@dataclass(frozen=True)
class _Row:
    """A line of a sheet; `said` by the column's name in small letters."""

    sheet: str
    line: int
    said: Mapping[str, str]

    def get(self, *names: str) -> str:
        return next((self.said[name] for name in names if self.said.get(name)), "")

    def texts(self, name: str, language: str) -> dict[str, str]:
        """By language: `label::Svenska (sv)`, `label::sv`, or `label` in the form's language."""
        found = {}
        for column, text in self.said.items():
            head, _colons, tail = column.partition("::")
            if head != name or not text:
                continue
            code = _LANGUAGE.search(tail)
            found[(code.group(1) if code else tail or language).lower()] = text
        return found

    def wrong(self, why: str) -> QuestionSetError:
        return QuestionSetError(
            _("Sheet “%(sheet)s”, row %(row)d: %(why)s")
            % {"sheet": self.sheet, "row": self.line, "why": why}
        )


def is_workbook(data: bytes) -> bool:
    return data.startswith((b"PK", b"\xd0\xcf\x11\xe0"))


def description_of(data: bytes) -> dict[str, Any]:
    """The workbook as a description that `checking.check` takes. Raises QuestionSetError."""
    sheets = _sheets(data)
    settings = sheets.get("settings", [])
    given = settings[0] if settings else _Row("settings", 1, {})
    language = _language(given)
    lists = _lists(sheets.get("choices", []), language)
    items, themes, scales = _survey(sheets.get("survey", []), lists, language)
    described = _scales(sheets.get("scales", []), scales, language)
    source = given.get("source", "author")
    found: dict[str, Any] = {
        "slug": given.get("form_id", "id_string").replace("_", "-").lower(),
        "source": source or _("A file of one's own"),
        "asks": given.get("asks") or "staff",
        "titles": given.texts("form_title", language) or given.texts("title", language),
        "intros": given.texts("intro", language) or _intro(),
        "thanks": given.texts("thanks", language) or _thanks(),
        "themes": themes,
        "scales": described,
        "items": items,
    }
    for name in ("least_share", "least_group"):
        if given.get(name):
            found[name] = _number(given, name)
    return found


def _sheets(data: bytes) -> dict[str, list[_Row]]:
    if len(data) > LIMITS.bytes_sent:
        raise QuestionSetError(_("The file is too large to be a set of questions."))
    try:
        read = sheets_of(data, LIMITS)
    except UnreadableError as error:
        raise QuestionSetError(
            _("The workbook can't be read. Save it as .xlsx once more, and without a password.")
        ) from error
    found = {name.strip().lower(): list(_rows(name, records)) for name, records in read.items()}
    if not found.get("survey") or not found.get("choices"):
        raise QuestionSetError(
            _("The workbook must have the sheets “survey” and “choices”, as XLSForm has.")
        )
    return found


def _rows(sheet: str, records: list[Record]) -> Iterator[_Row]:
    heads: list[str] | None = None
    for line, cells in records:
        said = [cell.strip() for cell in cells]
        if heads is None:
            heads = [re.sub(r"\s*::\s*", "::", one).lower() for one in said]
            continue
        yield _Row(
            sheet, line, {head: cell for head, cell in zip(heads, said, strict=False) if head}
        )


def _language(settings: _Row) -> str:
    said = settings.get("default_language")
    code = _LANGUAGE.search(said)
    return (code.group(1) if code else said or FALLBACK).lower()[:10]


def _lists(rows: list[_Row], language: str) -> dict[str, list[dict[str, Any]]]:
    lists: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        name = row.get("list_name", "list name")
        if not name:
            continue
        option: dict[str, Any] = {
            "value": _value(row),
            "texts": row.texts("label", language),
        }
        if row.get("points"):
            option["points"] = _number(row, "points")
        lists.setdefault(name, []).append(option)
    return lists


def _value(row: _Row) -> int | None:
    said = row.get("name", "value")
    if said.lower() in DONT_KNOW:
        return None
    if not re.fullmatch(r"\d{1,4}", said):
        raise row.wrong(
            _("“name” must be the option's value, a whole number, or “dk” for “don't know”.")
        )
    return int(said)


def _survey(
    rows: list[_Row], lists: dict[str, list[dict[str, Any]]], language: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, list[str]]]:
    """Items, themes, and the items' codes by the scale that stands beside them."""
    items: list[dict[str, Any]] = []
    themes: list[dict[str, Any]] = []
    scales: dict[str, list[str]] = {}
    theme = ""
    for row in rows:
        kind, rest = _kind(row)
        if kind == "begin_group":
            theme = _theme(row, themes, language)
        elif kind == "end_group":
            theme = ""
        elif kind in ("select_one", "text"):
            items.append(_item(row, kind, rest, lists, theme, language))
            for scale in row.get("scale").replace(",", " ").split():
                scales.setdefault(scale, []).append(items[-1]["code"])
    return items, _used(themes, items), scales


def _kind(row: _Row) -> tuple[str, str]:
    """What the line is, and what stands after it; "" for what is not asked anybody."""
    kind, _blank, rest = " ".join(row.get("type").split()).partition(" ")
    if kind in ("begin", "end"):
        kind = f"{kind}_{rest}"
    if kind in ("", "note") or kind in _LEFT_OUT:
        return "", ""
    if kind not in _KINDS:
        raise row.wrong(
            _("“%(type)s” can't be asked here. Use select_one or text.")
            % {"type": row.get("type")[:40]}
        )
    return kind, rest


def _used(themes: list[dict[str, Any]], items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The themes that have items; those without a theme get one, if others have."""
    if themes and any(not item["theme"] for item in items):
        themes = [*themes, {"code": "other", "titles": {"sv": "Övrigt", "en": "Other"}}]
        for item in items:
            item["theme"] = item["theme"] or "other"
    used = {item["theme"] for item in items}
    return [one for one in themes if one["code"] in used]


def _theme(row: _Row, themes: list[dict[str, Any]], language: str) -> str:
    code = row.get("name") or f"page-{len(themes) + 1}"
    titles = row.texts("label", language)
    if not titles:
        raise row.wrong(_("the group has no label, which is the page's heading."))
    themes.append({"code": code, "titles": titles})
    return code


def _item(
    row: _Row,
    kind: str,
    rest: str,
    lists: dict[str, list[dict[str, Any]]],
    theme: str,
    language: str,
) -> dict[str, Any]:
    if not row.get("name"):
        raise row.wrong(_("“name” is missing: the question's code."))
    if row.get("relevant", "calculation"):
        raise row.wrong(_("everybody is asked every question here: leave “relevant” empty."))
    texts = row.texts("label", language)
    if FALLBACK not in texts:
        raise row.wrong(_("there is no text in Swedish: “label::Svenska (sv)”."))
    item: dict[str, Any] = {
        "code": row.get("name"),
        "kind": "scale" if kind == "select_one" else "text",
        "theme": theme,
        "texts": texts,
        "labels": row.texts("short", language),
        "helps": row.texts("hint", language),
    }
    if kind == "select_one":
        name = rest.split(" ", maxsplit=1)[0]
        if name not in lists:
            raise row.wrong(
                _("the list “%(name)s” is not in the sheet “choices”.") % {"name": name[:40]}
            )
        item["options"] = lists[name]
        item["reversed"] = row.get("reversed").lower() in _TRUE
    return item


def _scales(rows: list[_Row], scales: dict[str, list[str]], language: str) -> list[dict[str, Any]]:
    """Scales of the sheet `scales`, with titles; then those that only stand at their items."""
    described: list[dict[str, Any]] = []
    for row in rows:
        code = row.get("code", "name")
        if not code:
            raise row.wrong(_("“code” is missing."))
        items = row.get("items").replace(",", " ").split() or scales.get(code, [])
        scale: dict[str, Any] = {
            "code": code,
            "titles": row.texts("label", language) or {FALLBACK: code},
            "items": items,
            "good": row.get("good").lower() or "high",
        }
        if row.get("outcome").lower() in _TRUE:
            scale["outcome"] = True
        for name in ("least_share", "important"):
            if row.get(name):
                scale[name] = _number(row, name)
        described.append(scale)
    known = {one["code"] for one in described}
    bare = [
        {"code": code, "titles": {FALLBACK: code}, "items": items}
        for code, items in scales.items()
        if code not in known
    ]
    return [*described, *bare]


def _number(row: _Row, name: str) -> float | int:
    said = row.get(name).replace(",", ".")
    if not re.fullmatch(r"\d{1,6}(\.\d{1,6})?", said):
        raise row.wrong(_("“%(name)s” is a number.") % {"name": name})
    return float(said) if "." in said else int(said)


def _intro() -> dict[str, str]:
    return {
        "sv": "Hoppa över det du inte vill svara på. Ingen kan se vem som har svarat vad.",
        "en": "Skip what you don't want to answer. Nobody can see who answered what.",
    }


def _thanks() -> dict[str, str]:
    return {"sv": "Tack för dina svar!", "en": "Thank you for your answers!"}
