"""All answers of a closed wave as arrays, sealed: what figures are made from, and nothing else.

Their order is random. Nobody's name stands there; unit and occupation do, so what is read here
is shown to nobody but by `services.publishing`.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import numpy as np
from cryptography.fernet import InvalidToken
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from hundra.hear.surveys.errors import LostSealError
from hundra.hear.surveys.models import SealedAnswers, Wave
from hundra.hear.surveys.sealing import seal_name, sealed_bytes, unsealed_bytes


@dataclass(frozen=True, eq=False)
class Answers:
    """A row for each person who answered, the same in all four.

    `values`: people × scale items in the instrument's order (`queries.instrument`), the options'
    values, -1 where not answered. `unit`: the key of the unit they were asked in. `title`: their
    occupation. `is_manager`.
    """

    values: NDArray[np.int16]
    unit: NDArray[np.int64]
    title: NDArray[np.str_]
    is_manager: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.unit)

    def taken(self, rows: NDArray[Any]) -> Answers:
        """Those rows only, or in that order."""
        return Answers(self.values[rows], self.unit[rows], self.title[rows], self.is_manager[rows])


def write(*, wave: Wave, answers: Answers) -> SealedAnswers:
    """Seals the answers of a wave; they must be in random order already."""
    kept = io.BytesIO()
    np.savez_compressed(
        kept,
        values=answers.values.astype(np.int16),
        unit=answers.unit.astype(np.int64),
        title=answers.title.astype(np.str_),
        is_manager=answers.is_manager.astype(np.bool_),
    )
    return SealedAnswers.objects.create(
        wave=wave,
        seal=seal_name(),
        content=sealed_bytes(kept.getvalue()),
        count=len(answers),
    )


def read(wave: Wave) -> Answers:
    """A closed wave's answers.

    Raises SealedAnswers.DoesNotExist where the wave has none, LostSealError where they cannot be
    opened.
    """
    kept = SealedAnswers.objects.get(wave=wave)
    try:
        opened = unsealed_bytes(bytes(kept.content))
    except InvalidToken as error:
        raise LostSealError(
            _("The answers were sealed with another secret (SECRET_KEY) than the one used now.")
        ) from error
    with np.load(io.BytesIO(opened), allow_pickle=False) as arrays:
        return Answers(arrays["values"], arrays["unit"], arrays["title"], arrays["is_manager"])
