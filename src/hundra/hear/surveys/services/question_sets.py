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
from hundra.hear.surveys.services import wording, xlsform
from hundra.hear.surveys.services.checking import check, check_size

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
    return _load(read(text.encode()), is_packaged=False)


def load_file(*, data: bytes) -> QuestionSet:
    """As `load`, from a file of YAML or an XLSForm workbook, told apart by how it begins."""
    return _load(read(data), is_packaged=False)


def read(data: bytes) -> dict[str, Any]:
    """A file's questions, checked and complete, without keeping them: to look at first.

    An instrument that came with the program keeps its structure: a file of the same name can
    change the wording only. Raises QuestionSetError.
    """
    found = xlsform.description_of(data) if xlsform.is_workbook(data) else _from_yaml(data)
    check_size(found)
    if not isinstance(found, dict):
        raise QuestionSetError(_("The file must begin with “slug: …”."))
    if "part_of" in found:
        whole = wording.description_of(current(str(found["part_of"])))
        found = wording.part_of(whole, found)
    slug = found.get("words_for")
    if slug is not None:
        found = wording.laid_over(wording.description_of(current(str(slug))), found)
    check(found)
    packaged = _packaged().get(found["slug"])
    if packaged is not None and packaged.get("asks", Asked.CITIZENS) != Asked.CITIZENS:
        wording.check_same(found, packaged)
    return found


def packaged_slugs() -> list[str]:
    return sorted(_packaged())


def _from_yaml(data: bytes) -> Any:
    if len(data) > LARGEST:
        raise QuestionSetError(_("The file is too large to be a set of questions."))
    try:
        return yaml.safe_load(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise QuestionSetError(_("The file is not text in UTF-8.")) from error
    except (yaml.YAMLError, RecursionError, ValueError, TypeError) as error:
        raise QuestionSetError(_("The file is not YAML: %(why)s") % {"why": error}) from error


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
    files = resources.files("hundra.hear.surveys").joinpath("sets").iterdir()
    texts = (file.read_text(encoding="utf-8") for file in files if file.name.endswith(".yaml"))
    found = [yaml.safe_load(text) for text in texts]
    sets = {one["slug"]: one for one in found if "part_of" not in one}
    for one in found:
        if "part_of" in one:
            sets[one["slug"]] = wording.part_of(sets[one["part_of"]], one)
    for one in sets.values():
        check(one)
    return sets
