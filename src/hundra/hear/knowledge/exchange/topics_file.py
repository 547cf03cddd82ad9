"""The topics of a package of articles: topics.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import yaml
from django.utils.translation import gettext as _

from hundra.hear.knowledge.errors import InvalidError
from hundra.hear.knowledge.exchange import front_matter
from hundra.hear.knowledge.exchange.front_matter import Value

TOPICS = "topics.yaml"


@dataclass(frozen=True, kw_only=True)
class FileTopic:
    slug: str
    names: Mapping[str, str]
    descriptions: Mapping[str, str]
    icon: str = ""
    order: int = 50


def read_topics(data: bytes) -> Iterator[FileTopic]:
    """A list of mappings with slug, name, description (by language), icon and order."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidError(_("The letters cannot be read. Save the file as UTF-8.")) from error
    entries = front_matter.read_any(text)
    if not isinstance(entries, list):
        raise InvalidError(_("Write the topics as a list."))
    for entry in entries:
        if not isinstance(entry, dict):
            raise InvalidError(_("Write the topics as a list."))
        yield FileTopic(
            slug=_text(entry.get("slug", "")),
            names=_texts(entry.get("name", {})),
            descriptions=_texts(entry.get("description", {})),
            icon=_text(entry.get("icon", "")),
            order=_number(entry.get("order", "")),
        )


def write_topics(topics: Iterable[FileTopic]) -> str:
    return str(
        yaml.safe_dump(
            [
                {
                    "slug": topic.slug,
                    "icon": topic.icon,
                    "order": topic.order,
                    "name": dict(topic.names),
                    "description": dict(topic.descriptions),
                }
                for topic in topics
            ],
            sort_keys=False,
            allow_unicode=True,
        )
    )


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Value) -> dict[str, str]:
    if isinstance(value, str):
        return {"sv": value} if value else {}
    if not isinstance(value, dict):
        return {}
    return {key[:10]: text for key, text in value.items() if isinstance(text, str) and text}


def _number(value: Value) -> int:
    most = 1_000
    return min(int(value), most) if isinstance(value, str) and value.isdecimal() else 50
