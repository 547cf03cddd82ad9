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

    def tokens_to_bytes(self) -> bytes:
        """All but the vector, to be stored; read back by `from_bytes`."""
        head = np.array([len(self.ids), len(self.passage_tokens), self.signs.shape[1]], "<i4")
        parts = (head, self.passage_tokens.astype("<i4"), self.ids.astype("<i4"), self.signs)
        return b"".join(part.tobytes() for part in parts)

    @classmethod
    def from_bytes(cls, vector: Sequence[float] | Floats, tokens: bytes) -> TextMeaning:
        """The reverse of `tokens_to_bytes`. Raises ValueError if the bytes are not such."""
        count, passages, width = np.frombuffer(tokens, "<i4", 3).tolist()
        counts = np.frombuffer(tokens, "<i4", passages, 12)
        ids = np.frombuffer(tokens, "<i4", count, 12 + 4 * passages)
        signs = np.frombuffer(tokens, np.uint8, offset=12 + 4 * (passages + count))
        return cls(
            vector=np.asarray(vector, np.float32),
            signs=signs.reshape(count, width),
            ids=ids,
            passage_tokens=counts,
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
