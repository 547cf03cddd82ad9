"""The demo's texts, as TOML beside this file."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def read_content(name: str) -> dict[str, Any]:
    """The content of `name`.toml; do not change what is returned."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))
