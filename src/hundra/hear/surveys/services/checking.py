"""Whether a description of questions can be used; if not, where and why, in a sentence.

The format: docs/reference/instruments.md.
"""

from __future__ import annotations

import math
import re
from typing import Any

from django.utils.translation import gettext as _

from hundra.engines.psychometrics.instruments import LARGEST, Good
from hundra.hear.surveys.errors import QuestionSetError
from hundra.hear.surveys.models import Asked, ItemKind

FEWEST, LEAST_ALLOWED, LONGEST_NAME, LONGEST_TEXT = 2, 5, 40, 2000
MOST_ITEMS, MOST_OPTIONS = 400, 20
MOST_PARTS = 300_000
_SURROGATE = re.compile("[\ud800-\udfff]")
LANGUAGE_LENGTH = 10
LANGUAGE_FALLBACK = "sv"


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
    _check_numbers(found)
    for_staff = found.get("asks", Asked.CITIZENS) != Asked.CITIZENS
    themes = _codes(found.get("themes", []), "themes", _("Theme %(place)d: "))
    items = _codes(found["items"], "items", _("Item %(place)d: "))
    _need(len(items) <= MOST_ITEMS, _("There are at most %(most)d items.") % {"most": MOST_ITEMS})
    for place, item in enumerate(found["items"], start=1):
        where = _("Item %(place)d: ") % {"place": place}
        _check_item(item, where, themes, for_staff=for_staff)
    _check_scales(found, {one["code"]: one for one in found["items"]})


def check_size(found: Any) -> None:
    """Refuses what no database keeps, and what unfolds: a few lines of YAML can mean millions."""
    left = MOST_PARTS
    waiting = [found]
    while waiting:
        left -= 1
        _need(left > 0, _("The file is too large to be a set of questions."))
        one = waiting.pop()
        if isinstance(one, dict):
            _need(
                all(isinstance(name, str) for name in one),
                _("Names and languages are letters: put quotation marks round %(names)s.")
                % {"names": ", ".join(repr(name) for name in one if not isinstance(name, str))},
            )
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str):
            _need(
                "\0" not in one and not _SURROGATE.search(one),
                _("The file has characters that can't be shown."),
            )


def _check_numbers(found: dict[str, Any]) -> None:
    least = found.get("least_group", 7)
    _need(
        isinstance(least, int) and LEAST_ALLOWED <= least <= 100,  # noqa: PLR2004
        _("“least_group” is a number, 5 at the least."),
    )
    _need(
        _is_share(found.get("least_share", 0.5)),
        _("“least_share” is a number between 0 and 1."),
    )
    _need(
        found.get("asks", Asked.CITIZENS) in Asked.values,
        _("“asks” is one of %(these)s.") % {"these": ", ".join(Asked.values)},
    )


def _codes(listed: Any, name: str, where: str) -> list[str]:
    """The codes of a list of things that each have one, and texts."""
    _need(isinstance(listed, list), _("“%(name)s” is a list.") % {"name": name})
    for place, one in enumerate(listed, start=1):
        here = where % {"place": place}
        code: Any = one.get("code") if isinstance(one, dict) else None
        _need(isinstance(code, str) and code != "", here + _("“code” is missing."))
        _need(_is_code(code), here + _("“code” has letters a–z, digits and hyphens only."))
        texts = "texts" if name == "items" else "titles"
        _check_texts(one.get(texts), here + texts)
        for more in ("labels", "helps", "intros"):
            if one.get(more):
                _check_texts(one[more], here + more)
    codes = [one["code"] for one in listed]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    _need(
        not twice,
        _("Two of “%(name)s” have the same “code”: %(code)s.")
        % {"name": name, "code": ", ".join(twice)},
    )
    return codes


def _check_item(item: dict[str, Any], where: str, themes: list[str], *, for_staff: bool) -> None:
    _need(item.get("kind", "scale") in ItemKind.values, where + _("“kind” is scale or text."))
    if item.get("kind", "scale") == ItemKind.SCALE:
        _check_options(item.get("options"), where, for_staff=for_staff)
    _need(type(item.get("reversed", False)) is bool, where + _("“reversed” is true or false."))
    theme = item.get("theme", "")
    _need(
        theme in themes if themes else theme == "",
        where + _("“theme” is the code of one of “themes”."),
    )


def _check_options(options: Any, where: str, *, for_staff: bool) -> None:
    _need(
        isinstance(options, list) and all(isinstance(one, dict) for one in options),
        where + _("“options” is a list."),
    )
    for one in options:
        _check_texts(one.get("texts"), where + "options")
    values = [one.get("value") for one in options]
    real = [one for one in values if one is not None]
    lowest, highest = (0, LARGEST) if for_staff else (-1000, 1000)
    _need(
        all(type(one) is int and lowest <= one <= highest for one in real),
        where
        + _(
            "an option's “value” is a whole number from %(lowest)d to %(highest)d, or null for"
            " “don't know”."
        )
        % {"lowest": lowest, "highest": highest},
    )
    _need(
        FEWEST <= len(real) <= MOST_OPTIONS and len(values) == len(set(values)),
        where + _("a scale has at least two options, with different values."),
    )
    _check_points([one for one in options if one.get("value") is not None], where)


def _check_points(options: list[dict[str, Any]], where: str) -> None:
    points = [one["points"] for one in options if "points" in one]
    _need(
        len(points) in (0, len(options)),
        where + _("“points” stand at every option, or at none."),
    )
    right = all(
        isinstance(one, int | float)
        and not isinstance(one, bool)
        and math.isfinite(one)
        and 0 <= one <= 100  # noqa: PLR2004
        for one in points
    )
    _need(right, where + _("“points” are numbers between 0 and 100."))


def _check_scales(found: dict[str, Any], items: dict[str, dict[str, Any]]) -> None:
    scales = found.get("scales", [])
    _codes(scales, "scales", _("Scale %(place)d: "))
    for place, scale in enumerate(scales, start=1):
        where = _("Scale %(place)d: ") % {"place": place}
        _need(
            isinstance(scale.get("items"), list) and bool(scale["items"]),
            where + _("“items” is a list of items' codes."),
        )
        unknown = [str(code) for code in scale["items"] if not _is_scale_item(items, code)]
        _need(
            not unknown,
            where
            + _("there are no items with answers to choose called %(codes)s.")
            % {"codes": ", ".join(unknown)},
        )
        _need(len(set(scale["items"])) == len(scale["items"]), where + _("an item stands twice."))
        _need(scale.get("good", "high") in list(Good), where + _("“good” is high or low."))
        _need(
            type(scale.get("outcome", False)) is bool,
            where + _("“outcome” is true or false."),
        )
        _need(
            _is_share(scale.get("least_share", 0.5)),
            where + _("“least_share” is a number between 0 and 1."),
        )
        important = scale.get("important", 5)
        _need(
            isinstance(important, int | float) and 0 < important <= 100,  # noqa: PLR2004
            where + _("“important” is a number of points, above 0."),
        )


def _is_scale_item(items: dict[str, dict[str, Any]], code: Any) -> bool:
    found = items.get(code) if isinstance(code, str) else None
    return found is not None and found.get("kind", "scale") == ItemKind.SCALE


def _is_code(code: str) -> bool:
    return (
        len(code) <= LONGEST_NAME
        and code.isascii()
        and code.replace("_", "").replace("-", "").isalnum()
    )


def _is_share(found: Any) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool) and 0 <= found <= 1


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
    _need(
        all(
            len(text) <= LONGEST_TEXT and len(name) <= LANGUAGE_LENGTH
            for name, text in texts.items()
        ),
        _("%(where)s: a text is too long.") % {"where": where},
    )


def _need(right: bool, sentence: str) -> None:
    if not right:
        raise QuestionSetError(sentence)
