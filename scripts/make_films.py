"""Makes the demo's films from their scenes (films.yaml).

    uv run python scripts/make_films.py

Run after `collect_frontend.py`, whose fonts they are set in; what is made already is left alone.
The films are not in version control, but are part of the wheel.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from hundra.config.filming import keep_film

SCENES = Path(__file__).parent.parent / "src/hundra/config/demo/content/knowledge/films.yaml"


def main() -> int:
    made = [keep_film(entry) for entry in yaml.safe_load(SCENES.read_text("utf-8"))]
    if any(made):
        sys.stderr.write(f"Made {sum(made)} films.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
