"""Files that come with letters, kept under names of our own."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.utils.crypto import get_random_string

from hundra.engines.letters import Carried
from hundra.hear.contacts.models import Enclosure, Letter


def keep(letter: Letter, carried: Iterable[Carried]) -> list[Enclosure]:
    """Keeps the files; if one of them cannot be kept, none is."""
    kept: list[Enclosure] = []
    try:
        for one in carried:
            enclosure = Enclosure(
                letter=letter, name=one.name, media_type=one.media_type, size=len(one.data)
            )
            kept.append(enclosure)
            # What it is called on disk comes from us alone, without an ending.
            enclosure.file.save(get_random_string(32), ContentFile(one.data), save=False)
            enclosure.save()
    except BaseException:
        remove(kept)
        raise
    return kept


def remove(kept: Iterable[Enclosure]) -> None:
    """Takes the files away; the rows go with the transaction."""
    for enclosure in kept:
        if enclosure.file:
            enclosure.file.storage.delete(str(enclosure.file.name))
