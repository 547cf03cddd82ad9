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
from hundra.hear.surveys.models import Item, ItemKind, QuestionSet

FEWEST, LEAST_ALLOWED, LARGEST, LONGEST_NAME = 2, 5, 200_000, 40
LANGUAGE_FALLBACK = "sv"


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


def check(found: Any) -> None:
    """Raises QuestionSetError at the first thing that is wrong."""
    _need(isinstance(found, dict), _("The file must begin with “slug: …”."))
    for name in ("slug", "source", "titles", "intros", "thanks", "items"):
        _need(bool(found.get(name)), _("“%(name)s” is missing.") % {"name": name})
    slug = found["slug"]
    _need(
        isinstance(slug, str)
        and slug.isascii()
        and slug.replace("-", "").isalnum()
        and len(slug) <= LONGEST_NAME,
        _("“slug” has letters a–z, digits and hyphens only."),
    )
    for name in ("titles", "intros", "thanks"):
        _check_texts(found[name], name)
    least = found.get("least_group", 7)
    _need(
        isinstance(least, int) and LEAST_ALLOWED <= least <= 100,  # noqa: PLR2004
        _("“least_group” is a number, 5 at the least."),
    )
    share = found.get("least_share", 0.5)
    _need(
        isinstance(share, int | float) and 0 <= share <= 1,
        _("“least_share” is a number between 0 and 1."),
    )
    _need(isinstance(found["items"], list), _("“items” is a list."))
    codes = [_check_item(item, place) for place, item in enumerate(found["items"], start=1)]
    _need(len(codes) == len(set(codes)), _("Two items have the same “code”."))


def _check_item(item: Any, place: int) -> str:
    where = _("Item %(place)d: ") % {"place": place}
    _need(
        isinstance(item, dict) and isinstance(item.get("code"), str) and item["code"] != "",
        where + _("“code” is missing."),
    )
    code: str = item["code"]
    _need(
        len(code) <= LONGEST_NAME and code.replace("_", "").replace("-", "").isalnum(),
        where + _("“code” has letters a–z, digits and hyphens only."),
    )
    _check_texts(item.get("texts"), where + "texts")
    _need(item.get("kind", "scale") in ItemKind.values, where + _("“kind” is scale or text."))
    if item.get("kind", "scale") == ItemKind.SCALE:
        _check_options(item.get("options"), where)
    return code


def _check_options(options: Any, where: str) -> None:
    _need(
        isinstance(options, list) and all(isinstance(one, dict) for one in options),
        where + _("“options” is a list."),
    )
    for one in options:
        _check_texts(one.get("texts"), where + "options")
    values = [one.get("value") for one in options]
    real = [one for one in values if one is not None]
    _need(
        all(type(one) is int and abs(one) <= 1000 for one in real),  # noqa: PLR2004
        where + _("an option's “value” is a whole number, or null for “don't know”."),
    )
    _need(
        len(real) >= FEWEST and len(values) == len(set(values)),
        where + _("a scale has at least two options, with different values."),
    )


def _check_texts(texts: Any, where: str) -> None:
    right = (
        isinstance(texts, dict)
        and bool(texts)
        and all(
            isinstance(language, str) and isinstance(text, str) and text.strip()
            for language, text in texts.items()
        )
    )
    _need(
        right, _("%(where)s: write a text for each language, such as “sv: …”.") % {"where": where}
    )
    _need(
        LANGUAGE_FALLBACK in texts,
        _("%(where)s: there is no text in Swedish (sv).") % {"where": where},
    )


def _need(right: bool, sentence: str) -> None:
    if not right:
        raise QuestionSetError(sentence)


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
