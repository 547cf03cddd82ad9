"""Whole sets as files, streamed so that size does not matter."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from pydantic import BaseModel

from hundra.show.api import answer_queries, queries
from hundra.show.api.publishing import published
from hundra.show.api.queries import Wanted

CHUNK = 500
# Spreadsheets take cells that begin so for formulas (OWASP, "CSV Injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

IMPROVEMENT_COLUMNS = [
    *("id", "number", "programme", "audience", "state", "title", "summary"),
    *("topic", "unit", "unit_name", "planned_for", "stamped_at", "delivered_on"),
    *("followed_up_on", "withdrawn_on", "measure", "baseline", "target", "changed_at", "page"),
]
ARTICLE_COLUMNS = [
    *("id", "language", "languages", "title", "short_answer", "keywords", "topic"),
    *("unit", "unit_name", "reasons", "reviewed_on", "published_at", "page"),
]
UPDATE_COLUMNS = ["improvement", "published_at", "text", "page"]


@published
def improvements_csv(request: HttpRequest) -> StreamingHttpResponse:
    return _csv("improvements", IMPROVEMENT_COLUMNS, map(_flat, _improvements()))


@published
def improvements_json(request: HttpRequest) -> StreamingHttpResponse:
    return _json("improvements", _improvements())


@published
def updates_csv(request: HttpRequest) -> StreamingHttpResponse:
    rows = (item.model_dump(mode="json") for item in _updates())
    return _csv("updates", UPDATE_COLUMNS, rows)


@published
def updates_json(request: HttpRequest) -> StreamingHttpResponse:
    return _json("updates", _updates())


@published
def articles_csv(request: HttpRequest) -> StreamingHttpResponse:
    return _csv("articles", ARTICLE_COLUMNS, map(_joined, _articles()))


@published
def articles_json(request: HttpRequest) -> StreamingHttpResponse:
    return _json("articles", _articles())


def _articles() -> Iterator[BaseModel]:
    return _shaped(answer_queries.find_articles(), answer_queries.article)


def _joined(item: BaseModel) -> dict[str, Any]:
    """A row: lists with commas between, since a table has no lists."""
    row = _flat(item)
    return {name: ", ".join(v) if isinstance(v, list) else v for name, v in row.items()}


def _improvements() -> Iterator[BaseModel]:
    return _shaped(queries.find_improvements(Wanted()), queries.improvement)


def _updates() -> Iterator[BaseModel]:
    return _shaped(queries.find_updates(), queries.update)


def _shaped(records: QuerySet[Any], shape: Callable[[Any], BaseModel]) -> Iterator[BaseModel]:
    record: Model
    for record in records.iterator(chunk_size=CHUNK):
        yield shape(record)


def _flat(item: BaseModel) -> dict[str, Any]:
    """A row: topic and unit by slug and code, since a table has no objects."""
    row = item.model_dump(mode="json")
    topic, unit = row.pop("topic") or {}, row.pop("unit") or {}
    return {
        **row,
        "topic": topic.get("slug"),
        "unit": unit.get("code"),
        "unit_name": unit.get("name"),
    }


class _Echo:
    """A file that gives back what is written, for csv to write to."""

    def write(self, text: str) -> str:
        return text


def _csv(name: str, columns: list[str], rows: Iterable[dict[str, Any]]) -> StreamingHttpResponse:
    writer = csv.DictWriter(_Echo(), columns)

    def lines() -> Iterator[str]:
        yield "\ufeff"  # Spreadsheets take the file for Windows-1252 without it.
        yield writer.writeheader()
        for row in rows:
            yield writer.writerow({name: _cell(value) for name, value in row.items()})

    return _file(lines(), f"{name}.csv", "text/csv; charset=utf-8; header=present")


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def _json(name: str, items: Iterable[BaseModel]) -> StreamingHttpResponse:
    def lines() -> Iterator[str]:
        between = "[\n"
        for item in items:
            yield between + json.dumps(item.model_dump(mode="json"), ensure_ascii=False)
            between = ",\n"
        yield "\n]\n" if between != "[\n" else "[]\n"

    return _file(lines(), f"{name}.json", "application/json")


def _file(lines: Iterator[str], name: str, media_type: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type=media_type)
    stem, _dot, ending = name.partition(".")
    dated = f"{stem}-{timezone.localdate():%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{dated}"'
    response["Cache-Control"] = "public, max-age=60"
    return response
