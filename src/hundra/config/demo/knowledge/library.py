"""The demo's articles, topics, films and paths as they lie in the content folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hundra.config.demo import content
from hundra.hear.knowledge.exchange import ArticleFile, read_article_file

FOLDER = Path(content.__file__).parent / "knowledge"


@dataclass(frozen=True)
class LibraryArticle:
    """An article, and its versions in other languages."""

    topic: str
    slug: str
    file: ArticleFile
    translations: dict[str, ArticleFile] = field(default_factory=dict)


@cache
def articles() -> dict[str, LibraryArticle]:
    """All by their slug, in a fixed order."""
    found: dict[str, LibraryArticle] = {}
    for path in sorted(FOLDER.glob("*/*.md"), key=lambda path: (path.name.count("."), path)):
        slug, _, language = path.stem.partition(".")
        file = read_article_file(path.read_text(encoding="utf-8"))
        if language:
            found[file.original].translations[language] = file
        else:
            found[slug] = LibraryArticle(path.parent.name, slug, file)
    return found


def entries(name: str) -> list[dict[str, Any]]:
    """What stands in `name`.yaml: topics, films, paths, synonyms or searches."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: list[dict[str, Any]] = yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader.
    return found
