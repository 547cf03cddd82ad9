"""How forms look and behave: `{{ form }}` draws Designsystemet's fields with an error summary."""

from hundra.core.ui.forms.fields import (
    AtMost,
    DateInput,
    MultipleFileField,
    PictureInput,
    TimeInput,
)
from hundra.core.ui.forms.rendering import BoundField, Renderer
from hundra.core.ui.forms.search import Found, SearchSelect, search_answer

__all__ = [
    "AtMost",
    "BoundField",
    "DateInput",
    "Found",
    "MultipleFileField",
    "PictureInput",
    "Renderer",
    "SearchSelect",
    "TimeInput",
    "search_answer",
]
