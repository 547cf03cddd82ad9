"""E-mail from outside, read without believing a word of it."""

from hundra.engines.letters.htmltext import html_as_text
from hundra.engines.letters.names import safe_name
from hundra.engines.letters.quotes import without_quote
from hundra.engines.letters.reading import (
    LARGEST,
    Carried,
    Mail,
    UnreadableMailError,
    read_headers,
    read_mail,
)
from hundra.engines.letters.tags import (
    case_tag,
    subject_tag,
    tagged_subject,
    with_case_tag,
)

__all__ = [
    "LARGEST",
    "Carried",
    "Mail",
    "UnreadableMailError",
    "case_tag",
    "html_as_text",
    "read_headers",
    "read_mail",
    "safe_name",
    "subject_tag",
    "tagged_subject",
    "with_case_tag",
    "without_quote",
]
