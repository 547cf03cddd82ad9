"""Which instruments there are to choose among."""

from __future__ import annotations

from hundra.hear.surveys.services import question_sets


def load_packaged() -> None:
    """Loads those that came with the program, or a newer version of them."""
    for slug in question_sets.packaged_slugs():
        question_sets.current(slug)
