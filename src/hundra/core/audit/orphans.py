"""Files that no record names.

A file is written before its record is committed, and deleted after its record's end is committed.
A process killed in between leaves the file alone behind, where neither a page nor disposal would
ever find it again.
"""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.core.files.storage import Storage
from django.db.models import FileField, Model

KEPT_FOR = timedelta(days=1)
"""Longer than any transaction lasts."""

log = logging.getLogger(__name__)

Field = tuple[type[Model], FileField]


def remove(*, now: datetime) -> int:
    """Removes the files older than a day, in folders that file fields write to, that no record of
    any model names, histories included; how many."""
    removed = 0
    for (storage, pattern), fields in _fields_by_folder().items():
        for folder in _folders(storage, pattern):
            removed += _remove_in(storage, folder, fields, now)
    if removed:
        log.warning("Removed %d files that no record names", removed)
    return removed


def _fields_by_folder() -> dict[tuple[Storage, str], list[Field]]:
    """By where they write. A field that names its folders itself is left to its own app."""
    found: dict[tuple[Storage, str], list[Field]] = defaultdict(list)
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField) and isinstance(field.upload_to, str):
                found[field.storage, field.upload_to.strip("/")].append((model, field))
    return {place: fields for place, fields in found.items() if place[1]}


def _folders(storage: Storage, pattern: str) -> Iterator[str]:
    """The folders that the pattern, such as letters/%Y/%m, has made."""
    below = [""]
    for part in pattern.split("/"):
        name = re.compile(re.sub(r"%[YmdHMSj]", r"[0-9]+", re.escape(part)))
        below = [
            f"{parent}{each}/"
            for parent in below
            if storage.exists(parent)
            for each in storage.listdir(parent)[0]
            if name.fullmatch(each)
        ]
    yield from below


def _remove_in(storage: Storage, folder: str, fields: list[Field], now: datetime) -> int:
    names = (f"{folder}{each}" for each in storage.listdir(folder)[1])
    old = [name for name in names if _is_old(storage, name, now)]
    if not old:
        return 0
    named: set[str] = set()
    for model, field in fields:
        here = model._base_manager.filter(**{f"{field.name}__startswith": folder})
        named.update(here.values_list(field.name, flat=True))
    orphans = [name for name in old if name not in named]
    for name in orphans:
        storage.delete(name)
    return len(orphans)


def _is_old(storage: Storage, name: str, now: datetime) -> bool:
    try:
        return storage.get_modified_time(name) < now - KEPT_FOR
    except FileNotFoundError:
        return False  # It has gone with its record meanwhile.
