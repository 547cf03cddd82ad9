"""Articles as files: Markdown with front matter, tables and HTML pages. Reads no database."""

from hundra.hear.knowledge.exchange.article_file import (
    ArticleFile,
    FileAttachment,
    read_article_file,
    write_article_file,
)
from hundra.hear.knowledge.exchange.names import slug_of

__all__ = [
    "ArticleFile",
    "FileAttachment",
    "read_article_file",
    "slug_of",
    "write_article_file",
]
