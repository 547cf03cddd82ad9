"""Other words for the same questions, and fewer of the same questions.

What figures are made of (codes, options' values and points, reversed items, scales) is the
structure; everything else is wording.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from hundra.hear.surveys.errors import QuestionSetError
from hundra.hear.surveys.models import ItemKind, QuestionSet

Description = dict[str, Any]

_WORDS_OF_ALL = ("source", "titles", "intros", "thanks")
_WORDS_OF_ONE = ("texts", "labels", "helps")


def description_of(question_set: QuestionSet) -> Description:
    """A loaded set as it would stand in a file."""
    return {
        "slug": question_set.slug,
        "source": question_set.source,
        "asks": question_set.asks,
        "least_share": question_set.least_share,
        "least_group": question_set.least_group,
        "titles": question_set.titles,
        "intros": question_set.intros,
        "thanks": question_set.thanks,
        "themes": question_set.themes,
        "scales": question_set.scales,
        "items": [
            {
                "code": item.code,
                "theme": item.theme,
                "kind": item.kind,
                "reversed": item.is_reversed,
                "texts": item.texts,
                "labels": item.labels,
                "helps": item.helps,
                "options": item.options,
            }
            for item in question_set.items.all()
        ],
    }


def part_of(whole: Mapping[str, Any], found: Mapping[str, Any]) -> Description:
    """Some of another set's items, by code, with those of its scales and themes that are left."""
    wanted: Any = found.get("items")
    there = {item["code"] for item in whole["items"]}
    unknown = [str(one) for one in wanted if one not in there] if _are_codes(wanted) else None
    if unknown is None:
        raise QuestionSetError(_("“items” is a list of items' codes."))
    if unknown:
        raise QuestionSetError(_no_items(unknown))
    items = [item for item in whole["items"] if item["code"] in set(wanted or [])]
    codes = {item["code"] for item in items}
    used = {item.get("theme", "") for item in items}
    kept = [
        {**scale, "items": [one for one in scale["items"] if one in codes]}
        for scale in whole.get("scales", [])
    ]
    return {
        **whole,
        **{name: value for name, value in found.items() if name not in ("part_of", "items")},
        "themes": [theme for theme in whole.get("themes", []) if theme["code"] in used],
        "scales": [scale for scale in kept if scale["items"]],
        "items": items,
    }


def laid_over(whole: Mapping[str, Any], found: Mapping[str, Any]) -> Description:
    """The set with the words of the file: `words_for`, and `items` with code and texts.

    Every item must be there, or half of the old wording would stay without anybody noticing.
    """
    given = found.get("items")
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise QuestionSetError(_("“%(name)s” is a list.") % {"name": "items"})
    words = {str(one.get("code")): one for one in given}
    codes = [item["code"] for item in whole["items"]]
    unknown = [code for code in words if code not in codes]
    if unknown:
        raise QuestionSetError(_no_items(unknown))
    lacking = [code for code in codes if code not in words]
    if lacking:
        raise QuestionSetError(
            _("These items have no words in the file: %(codes)s.") % {"codes": ", ".join(lacking)}
        )
    options = found.get("options") if isinstance(found.get("options"), list) else None
    return {
        **whole,
        **{name: found[name] for name in _WORDS_OF_ALL if found.get(name)},
        "items": [_item_over(item, words[item["code"]], options) for item in whole["items"]],
    }


def check_same(found: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    """Raises QuestionSetError where the structure is another than that of the known set."""
    new, old = _structure(found), _structure(known)
    for name, sentence in (
        ("codes", _("the items must be the same, in the same order")),
        ("options", _("the options must have the same values and points")),
        ("reversed", _("the same items must be reversed")),
        ("scales", _("the scales must have the same items and way that is good")),
        ("rest", _("“asks” and “least_share” must be the same")),
    ):
        if new[name] != old[name]:
            raise QuestionSetError(
                _(
                    "“%(slug)s” comes with the program, and only its wording can be changed:"
                    " %(what)s%(where)s. Give your own questions another “slug”."
                )
                % {
                    "slug": found["slug"],
                    "what": sentence,
                    "where": _where(new[name], old[name]),
                }
            )


def _structure(found: Mapping[str, Any]) -> dict[str, Any]:
    items = found["items"]
    return {
        "codes": [(item["code"], item.get("kind", ItemKind.SCALE)) for item in items],
        "options": [
            (
                item["code"],
                sorted(
                    (one["value"], one.get("points"))
                    for one in item.get("options", [])
                    if one["value"] is not None
                ),
            )
            for item in items
        ],
        "reversed": [(item["code"], bool(item.get("reversed", False))) for item in items],
        "scales": [
            (
                scale["code"],
                list(scale["items"]),
                scale.get("good", "high"),
                scale.get("least_share"),
                scale.get("important"),
            )
            for scale in found.get("scales", [])
        ],
        "rest": [("asks", found.get("asks", "")), ("least_share", found.get("least_share", 0.5))],
    }


def _where(new: list[Any], old: list[Any]) -> str:
    """The first thing that differs, by its code."""
    for mine, theirs in zip(new, old, strict=False):
        if mine != theirs:
            return f" ({mine[0]})" if mine[0] == theirs[0] else f" ({theirs[0]})"
    longer = new if len(new) > len(old) else old
    return f" ({longer[min(len(new), len(old))][0]})"


def _item_over(
    item: Mapping[str, Any], words: Mapping[str, Any], common: list[Any] | None
) -> Description:
    over = {name: words[name] for name in _WORDS_OF_ONE if words.get(name)}
    if item.get("kind", ItemKind.SCALE) == ItemKind.TEXT:
        return {**item, **over}
    given = words.get("options") or common or []
    options = {one.get("value"): one for one in given if isinstance(one, dict)}
    return {
        **item,
        **over,
        "options": [
            {**one, "texts": options.get(one["value"], one).get("texts")} for one in item["options"]
        ],
    }


def _are_codes(found: Any) -> bool:
    return isinstance(found, list) and bool(found) and all(isinstance(one, str) for one in found)


def _no_items(codes: list[str]) -> str:
    return _("There are no items called %(codes)s.") % {"codes": ", ".join(codes[:10])}
