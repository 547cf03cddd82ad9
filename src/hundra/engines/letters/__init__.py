"""E-mail from outside, read without believing a word of it."""

from hundra.engines.letters.htmltext import html_as_text
from hundra.engines.letters.names import safe_name
from hundra.engines.letters.reading import (
    LARGEST,
    Carried,
    Mail,
    UnreadableMailError,
    read_headers,
    read_mail,
)
from hundra.engines.letters.tags import subject_tag, tagged_subject

__all__ = [
    "LARGEST",
    "Carried",
    "Mail",
    "UnreadableMailError",
    "html_as_text",
    "read_headers",
    "read_mail",
    "safe_name",
    "subject_tag",
    "tagged_subject",
]
