"""Finds a Chromium that is already on the machine; scripts/install_browser.py sees to it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UNPACKED = ROOT / ".tools" / "chromium" / "chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def find() -> str | None:
    """The browser to test with: CHROMIUM from the environment, or one that is installed."""
    given = os.environ.get("CHROMIUM")
    if given:
        return given
    installed = next((path for name in NAMES if (path := shutil.which(name))), None)
    return installed or (str(UNPACKED) if UNPACKED.exists() else None)
