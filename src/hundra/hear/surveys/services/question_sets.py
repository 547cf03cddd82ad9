"""Loading sets of questions from files, and finding the one that is asked now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hundra.hear.surveys.errors import QuestionSetError
from hundra.hear.surveys.models import Asked, Item, ItemKind, QuestionSet
from hundra.hear.surveys.services.checking import check

LARGEST = 500_000


def current(slug: str) -> QuestionSet:
    """The latest version of the set. The one that came with the program is loaded if needed.

    A set loaded from a file of the municipality's own stays, whatever the program brings.
    Raises QuestionSetError where there is none by that name.
    """
    latest = QuestionSet.objects.filter(slug=slug).order_by("-version").first()
    packaged = _packaged().get(slug)
    if latest is not None and (
        packaged is None or not latest.is_packaged or latest.digest == _digest(packaged)
    ):
        return latest
    if packaged is None:
        raise QuestionSetError(_("There are no questions called “%(name)s”.") % {"name": slug})
    return _load(packaged, is_packaged=True)


def load(text: str) -> QuestionSet:
    """Loads a set from a file's text; the same once more changes nothing.

    Raises QuestionSetError, with a sentence that says where in the file it is wrong.
    """
    if len(text) > LARGEST:
        raise QuestionSetError(_("The file is too large to be a set of questions."))
    try:
        found = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        raise QuestionSetError(_("The file is not YAML: %(why)s") % {"why": error}) from error
    check(found)
    return _load(found, is_packaged=False)


def _load(found: Mapping[str, Any], *, is_packaged: bool) -> QuestionSet:
    digest = _digest(found)
    try:
        with transaction.atomic():
            return _make(found, digest, is_packaged=is_packaged)
    except IntegrityError:  # Another process loaded it at the same moment.
        return QuestionSet.objects.get(slug=found["slug"], digest=digest)


def _make(found: Mapping[str, Any], digest: str, *, is_packaged: bool) -> QuestionSet:
    latest = QuestionSet.objects.filter(slug=found["slug"]).order_by("-version").first()
    if latest is not None and latest.digest == digest and latest.is_packaged == is_packaged:
        return latest
    made = QuestionSet.objects.create(
        slug=found["slug"],
        version=latest.version + 1 if latest else 1,
        titles=found["titles"],
        intros=found["intros"],
        thanks=found["thanks"],
        source=str(found["source"])[:200],
        least_share=found.get("least_share", 0.5),
        least_group=found.get("least_group", 7),
        asks=found.get("asks", Asked.CITIZENS),
        themes=found.get("themes", []),
        scales=found.get("scales", []),
        digest=digest,
        is_packaged=is_packaged,
    )
    Item.objects.bulk_create(
        [_item(made, place, item) for place, item in enumerate(found["items"], start=1)]
    )
    return made


def _item(made: QuestionSet, place: int, item: Mapping[str, Any]) -> Item:
    return Item(
        question_set=made,
        position=place,
        code=item["code"],
        theme=item.get("theme", ""),
        kind=item.get("kind", ItemKind.SCALE),
        texts=item["texts"],
        labels=item.get("labels", {}),
        helps=item.get("helps", {}),
        options=item.get("options", []),
        is_reversed=bool(item.get("reversed", False)),
    )


def _digest(found: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(found, sort_keys=True, default=str).encode()).hexdigest()


@lru_cache(maxsize=1)
def _packaged() -> dict[str, dict[str, Any]]:
    """The sets that come with the program, by name."""
    sets = {}
    for file in resources.files("hundra.hear.surveys").joinpath("sets").iterdir():
        if file.name.endswith(".yaml"):
            found = yaml.safe_load(file.read_text(encoding="utf-8"))
            check(found)
            sets[found["slug"]] = found
    return sets


def packaged_slugs() -> list[str]:
    return sorted(_packaged())
