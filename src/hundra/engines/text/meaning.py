"""What a text means, as vectors: of the text as a whole, and of each token in its context.

Two texts about the same thing have vectors that point the same way, also in different words and
languages. Stored texts keep only the sign of each of a token's numbers (48 bytes a token).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False, kw_only=True)
class QueryMeaning:
    """A question's vector (unit length) and its tokens': unit rows (tokens, width).

    `ids` are the tokens' numbers in the model's vocabulary.
    """

    vector: Floats
    tokens: Floats
    ids: Integers


@dataclass(frozen=True, eq=False, kw_only=True)
class TextMeaning:
    """A text's vector (unit length), and the signs of its tokens' vectors, a bit each.

    `signs` has a row a token, width / 8 bytes, the highest bit first, 1 = positive.
    `passage_tokens`: how many of the tokens belong to each passage, in the text's order.
    """

    vector: Floats
    signs: Bytes
    ids: Integers
    passage_tokens: Integers

    @property
    def nbytes(self) -> int:
        arrays = (self.vector, self.signs, self.ids, self.passage_tokens)
        return sum(array.nbytes for array in arrays)

    def to_bytes(self) -> bytes:
        """To be stored: 1.5 kB for the vector, 52 bytes a token. Read back by `from_bytes`."""
        sizes = [len(self.vector), len(self.ids), len(self.passage_tokens)]
        parts = (
            np.array(sizes, "<i4"),
            self.vector.astype("<f4"),
            self.passage_tokens.astype("<i4"),
            self.ids.astype("<i4"),
            self.signs,
        )
        return b"".join(part.tobytes() for part in parts)

    @classmethod
    def from_bytes(cls, stored: bytes) -> TextMeaning:
        """The reverse of `to_bytes`. Raises ValueError if the bytes are not such."""
        width, tokens, passages = np.frombuffer(stored, "<i4", 3).tolist()
        cuts = np.cumsum([12, 4 * width, 4 * passages, 4 * tokens]).tolist()
        if len(stored) != cuts[3] + tokens * (width // 8):
            raise ValueError(f"{len(stored)} bytes are not a meaning of {tokens} tokens")
        return cls(
            vector=np.frombuffer(stored, "<f4", width, cuts[0]),
            passage_tokens=np.frombuffer(stored, "<i4", passages, cuts[1]),
            ids=np.frombuffer(stored, "<i4", tokens, cuts[2]),
            signs=np.frombuffer(stored, np.uint8, offset=cuts[3]).reshape(tokens, width // 8),
        )


class Embedder(Protocol):
    """Makes vectors of texts. Must be safe to share between threads."""

    @property
    def name(self) -> str:
        """Which model and treatment: vectors of another name cannot be compared with these."""
        ...

    @property
    def dimensions(self) -> int: ...

    def query(self, text: str) -> QueryMeaning:
        """The meaning of what somebody asks."""
        ...

    def text(self, passages: Sequence[str]) -> TextMeaning:
        """The meaning of a text that can answer, given as its passages in order."""
        ...


def sign_bits(vectors: Floats) -> Bytes:
    """The sign of each number as a bit: (rows, width) → (rows, width / 8)."""
    return np.packbits(vectors > 0, axis=1)
