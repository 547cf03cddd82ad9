"""Writes the mean of tokens' vectors that `hundra.engines.text.e5` takes from each.

Stored vectors depend on it: whoever changes it must also change the embedder's name.

    uv run python scripts/token_means.py FOLDER     (default: the demo's articles)
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from hundra.engines.text.e5 import embedder

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT / "src/hundra/config/demo/content/knowledge"
TARGET = ROOT / "src/hundra/engines/text/e5/token_means.json"
LONGEST = 300


def main(folders: list[Path]) -> None:
    embedder.token_means = lambda: np.zeros((2, 384), np.float32)
    e5 = embedder.E5Embedder(threads=2)
    total = np.zeros((2, e5.dimensions))
    tokens = 0
    files = sorted(file for folder in folders for file in folder.rglob("*.md"))
    for file in files:
        body = file.read_text("utf-8").split("---", 2)[-1].strip()
        ids = e5._loaded.pieces(body)[:LONGEST]
        layers = e5._run("passage:", ids)
        total += [layer[-len(ids) - 1 : -1].sum(axis=0) for layer in layers]
        tokens += len(ids)
    means = np.round(total / tokens, 4).tolist()
    TARGET.write_text(json.dumps(means) + "\n", "utf-8")
    print(f"{len(files)} texts, {tokens} tokens")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [ARTICLES])
