"""An immutable part of the index: documents, and for each term its postings (CSR arrays)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from hundra.engines.text.vocabulary import Vocabulary

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Document:
    """A document as it is kept: its word forms (by number) and how often each field has them."""

    key: int
    audience: int
    forms: Ints
    counts: npt.NDArray[np.uint8]
    lengths: Floats


@dataclass(frozen=True, kw_only=True)
class FieldWeights:
    """BM25F's constants per field, in the order of the counts' columns."""

    weights: Floats
    b: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Segment:
    """`terms` sorted; the postings of terms[i] are offsets[i]:offsets[i + 1].

    `frequencies` are the weighted term frequencies of BM25F, normalized by the length of each
    field as it stands to `average_lengths`.
    """

    documents: tuple[Document, ...]
    keys: npt.NDArray[np.int64]
    audiences: npt.NDArray[np.int64]
    average_lengths: Floats
    terms: Ints
    offsets: npt.NDArray[np.int64]
    postings: Ints
    frequencies: Floats
    masks: dict[int, Bools] = field(default_factory=dict)
    dense: dict[int, Floats] = field(default_factory=dict)
    """What is worked out once for terms that most documents have; for scoring."""

    def __len__(self) -> int:
        return len(self.documents)

    def ranges(self, terms: Ints) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Where the postings of each of the terms begin and end; nowhere is from 0 to 0."""
        if not len(self.terms):
            nowhere = np.zeros(len(terms), np.int64)
            return nowhere, nowhere
        places = np.minimum(self.terms.searchsorted(terms), len(self.terms) - 1)
        there = self.terms[places] == terms
        return self.offsets[places] * there, self.offsets[places + 1] * there

    def seen_by(self, audiences: int) -> Bools:
        """Which documents anyone of the audiences (a bit mask) may find."""
        mask = self.masks.get(audiences)
        if mask is None:
            mask = self.masks[audiences] = (self.audiences & audiences) != 0
        return mask

    @property
    def nbytes(self) -> int:
        arrays = (self.keys, self.audiences, self.terms, self.offsets, self.postings)
        own = sum(array.nbytes for array in arrays) + self.frequencies.nbytes
        return own + sum(
            document.forms.nbytes + document.counts.nbytes + document.lengths.nbytes
            for document in self.documents
        )


def build_segment(
    documents: Sequence[Document],
    vocabulary: Vocabulary,
    fields: FieldWeights,
    averages: Floats,
) -> Segment:
    """Turn documents into postings.

    A term's frequency in a document is the sum over fields of weight · count / (1 - b + b ·
    length / mean length): Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework",
    section 3.6.1 (BM25F); a count is weighted by how the form stands for the term.
    """
    owners, forms, values = _occurrences(documents, fields, averages)
    places, terms, weights = vocabulary.terms_of(forms)
    postings, frequencies = owners[places], values[places] * weights
    order = np.lexsort((postings, terms))
    terms, postings, frequencies = terms[order], postings[order], frequencies[order]
    # Several forms of a document may stand for one term: they are added up.
    first = np.ones(len(terms), bool)
    first[1:] = (terms[1:] != terms[:-1]) | (postings[1:] != postings[:-1])
    starts = np.flatnonzero(first)
    if len(starts):
        frequencies = np.add.reduceat(frequencies, starts).astype(np.float32)
    terms, postings = terms[starts], postings[starts]
    unique, offsets = np.unique(terms, return_index=True)
    return Segment(
        documents=tuple(documents),
        keys=np.array([document.key for document in documents], np.int64),
        audiences=np.array([document.audience for document in documents], np.int64),
        average_lengths=averages,
        terms=unique.astype(np.int32),
        offsets=np.append(offsets, len(terms)).astype(np.int64),
        postings=postings,
        frequencies=frequencies,
    )


def _occurrences(
    documents: Sequence[Document], fields: FieldWeights, averages: Floats
) -> tuple[Ints, Ints, Floats]:
    """For each document and form: the document's place, the form, its normalized frequency."""
    if not documents:
        return np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.float32)
    sizes = [len(document.forms) for document in documents]
    owners = np.repeat(np.arange(len(documents), dtype=np.int32), sizes)
    forms = np.concatenate([document.forms for document in documents])
    counts = np.concatenate([document.counts for document in documents])
    lengths = np.stack([document.lengths for document in documents])
    scale = fields.weights / (1 - fields.b + fields.b * lengths / averages)
    return owners, forms, np.einsum("ij,ij->i", counts, scale[owners]).astype(np.float32)
