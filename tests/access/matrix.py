"""Reads the access matrix, and knows every address of the product."""

import csv
import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from tests.access.records import ROLES

HERE = Path(__file__).parent
ANSWERS = {"ok", "login", "denied", "hidden"}
HEADER = ("url_name", "kwargs", "method", *ROLES)
# Where no address knows union representatives, they are answered as employees: no column.
SHORT = tuple(name for name in HEADER if name != "union")


@dataclass(frozen=True)
class Row:
    """One line: what each role is answered at an address."""

    file: str
    line: int
    url_name: str
    kwargs: str
    method: str
    answers: dict[str, str]

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.method} {self.url_name} {self.kwargs}".strip()


def read_rows() -> list[Row]:
    return [row for path in sorted(HERE.glob("*.csv")) for row in _rows_of(path)]


def _rows_of(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        header = tuple(reader.fieldnames or ())
        assert header in {HEADER, SHORT}, f"{path.name}: the header is not {HEADER}"
        for cells in reader:
            answers = {role: cells.get(role, cells["employee"]) for role in ROLES}
            wrong = {role: answer for role, answer in answers.items() if answer not in ANSWERS}
            assert not wrong, f"{path.name}:{reader.line_num}: {wrong} is not among {ANSWERS}"
            yield Row(
                file=path.name,
                line=reader.line_num,
                url_name=cells["url_name"],
                kwargs=cells["kwargs"],
                method=cells["method"],
                answers=answers,
            )


def load_records() -> None:
    """Runs every records_<app>.py beside this file, so that they register their records."""
    for path in sorted(HERE.glob("records_*.py")):
        importlib.import_module(f"tests.access.{path.stem}")


def addresses() -> dict[str, Callable[..., Any]]:
    """Every address of the product: its name with namespaces, and the view that answers."""
    return dict(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, namespaces: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespaces}{pattern.name or f'(no name: {pattern.pattern})'}", pattern.callback
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _walk(pattern, namespaces + inner)
