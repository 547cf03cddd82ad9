"""The YAML between two lines of ---: read strictly, written so that it reads back the same.

Only what an article needs: text, lists and mappings, each key once, every value text. Aliases
are refused (a few lines of them can swell to gigabytes), and so is deep nesting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

import yaml
from django.utils.translation import gettext as _

from hundra.hear.knowledge.errors import InvalidError

MARK = "---"
LONGEST = 64_000
DEEPEST = 6
NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
RARE_BREAKS = frozenset("\x85\u2028\u2029")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Value = str | list["Value"] | dict[str, "Value"]


def split(text: str) -> tuple[str, str]:
    """The front matter and what comes after it. Raises InvalidError if there is none."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if lines[first].rstrip() != MARK:
        raise InvalidError(
            _("The file has no front matter. Begin it with a line of ---, title: and the rest.")
        )
    for at in range(first + 1, len(lines)):
        if lines[at].rstrip() == MARK:
            return "\n".join(lines[first + 1 : at]), "\n".join(lines[at + 1 :]).strip("\n")
    raise InvalidError(_("The front matter has no end. Write a line of --- after it."))


def read(text: str) -> dict[str, Value]:
    """The front matter's keys and values. Raises InvalidError in words, with the line."""
    value = read_any(text)
    if not isinstance(value, dict):
        raise InvalidError(_("Write the front matter as lines of the kind title: My title."))
    return value


def read_any(text: str) -> Value:
    """The text, list or mapping that the YAML holds. Raises InvalidError in words."""
    if len(text) > LONGEST:
        raise InvalidError(_("The front matter is too long. Put the text after it."))
    try:
        events = cast(Iterator[Any], yaml.parse(text, Loader=_LOADER))
        return _document(events)
    except yaml.YAMLError as error:
        raise InvalidError(_not_understood(error)) from error


def join(values: Mapping[str, Any], body: str) -> str:
    """A file of the values and the body; `read` and `split` give them back."""
    text = yaml.dump(
        dict(values),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=100,
    )
    return f"{MARK}\n{text}{MARK}\n{body}\n"


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_str(self, data: str) -> yaml.ScalarNode:
        # Rare line breaks are folded away in every other style.
        style = '"' if set(data) & RARE_BREAKS else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)


_Dumper.add_representer(str, _Dumper.represent_str)


def _document(events: Iterator[Any]) -> Value:
    for event in events:
        if not isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
            break
    else:
        return ""
    if isinstance(event, yaml.StreamEndEvent):
        return ""
    value = _value(event, events, depth=0)
    if not isinstance(next(events), yaml.DocumentEndEvent) or not isinstance(
        next(events), yaml.StreamEndEvent
    ):
        raise InvalidError(_("Write one front matter alone in each file."))
    return value


def _value(event: Any, events: Iterator[Any], *, depth: int) -> Value:
    if isinstance(event, yaml.AliasEvent):
        raise InvalidError(
            _("Line %(line)d refers to another (*). Write the text out instead.")
            % {"line": _line(event)}
        )
    if depth > DEEPEST:
        raise InvalidError(_("The front matter has lists inside lists inside lists. Flatten it."))
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(events, depth=depth + 1)
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(events, depth=depth + 1)
    plain = event.style in {None, ""}
    return "" if plain and event.value in NOTHING else str(event.value)


def _sequence(events: Iterator[Any], *, depth: int) -> list[Value]:
    found: list[Value] = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        found.append(_value(event, events, depth=depth))
    return found


def _mapping(events: Iterator[Any], *, depth: int) -> dict[str, Value]:
    found: dict[str, Value] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _value(event, events, depth=depth)
        if not isinstance(key, str) or key in found:
            raise InvalidError(
                _("Line %(line)d: write each key once, as a word.") % {"line": _line(event)}
            )
        found[key] = _value(next(events), events, depth=depth)
    return found


def _line(event: Any) -> int:
    """The line in the file: the front matter's first is the file's second."""
    return int(event.start_mark.line) + 2


def _not_understood(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _("The front matter holds signs that cannot be read. Save the file as UTF-8.")
    return _(
        "The front matter cannot be read at line %(line)d. Put quotes around text that has a "
        "colon, or begins with a sign."
    ) % {"line": mark.line + 2}
