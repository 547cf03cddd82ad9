"""Collects the front-end files that the pages need from node_modules into static files.

    uv run python scripts/collect_frontend.py

Run after `npm ci` and whenever package-lock.json changes; what is up to date is left alone. The
result, `src/hundra/core/ui/static/vendor/`, is not in version control, but is part of the wheel.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
NODE_MODULES = ROOT / "node_modules"
VENDOR = ROOT / "src/hundra/core/ui/static/vendor"

COPIES = {
    "designsystemet.css": "@digdir/designsystemet-css/dist/src/index.css",
    "designsystemet-web.js": "@digdir/designsystemet-web/dist/umd/index.js",
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "fonts/inter-latin.woff2": "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
    "fonts/inter-latin-ext.woff2": (
        "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2"
    ),
    "fonts/LICENSE-inter.txt": "@fontsource-variable/inter/LICENSE",
}
BASE_THEME = "@digdir/designsystemet-css/dist/theme/designsystemet.css"
FONT_WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold", 800: "ExtraBold"}
STAMP = "collected.json"


def main() -> int:
    lock = NODE_MODULES / ".package-lock.json"
    if not lock.is_file():
        sys.stderr.write("There is no node_modules folder here: run `npm ci` first.\n")
        return 1
    stamp = {"lock": lock.stat().st_mtime_ns, "script": Path(__file__).stat().st_mtime_ns}
    stamp_file = VENDOR / STAMP
    if stamp_file.is_file() and json.loads(stamp_file.read_text()) == stamp:
        return 0
    stamp_file.unlink(missing_ok=True)
    (VENDOR / "fonts").mkdir(parents=True, exist_ok=True)
    for name, source in COPIES.items():
        shutil.copyfile(NODE_MODULES / source, VENDOR / name)
    _drop_source_map(VENDOR / "designsystemet-web.js")
    (VENDOR / "designsystemet-theme.css").write_text(
        theme_without_colours((NODE_MODULES / BASE_THEME).read_text("utf-8")), "utf-8"
    )
    (VENDOR / "icons.json").write_text(
        json.dumps(icons(NODE_MODULES / "lucide-static/icons"), separators=(",", ":")), "utf-8"
    )
    for weight, style in FONT_WEIGHTS.items():
        write_truetype(weight, style)
    stamp_file.write_text(json.dumps(stamp))
    return 0


def _drop_source_map(script: Path) -> None:
    """Hashed static files would look for the map, which is not shipped."""
    text = script.read_text("utf-8")
    script.write_text(re.sub(r"\n//# sourceMappingURL=.*\s*$", "\n", text), "utf-8")


def theme_without_colours(css: str) -> str:
    """The base theme less its colour schemes, which come from the municipality's own colour."""
    kept = [
        layer for layer in top_level_rules(css) if not layer.startswith("@layer ds.theme.color-")
    ]
    if len(kept) == len(top_level_rules(css)):
        raise SystemExit("The base theme has changed shape: no colour schemes found in it.")
    return "\n".join(kept)


def top_level_rules(css: str) -> list[str]:
    rules, depth, start = [], 0, 0
    for place, sign in enumerate(css):
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                rules.append(css[start : place + 1].strip())
                start = place + 1
    return rules


def icons(folder: Path) -> dict[str, str]:
    """The drawing inside each icon's <svg>, by name."""
    found = {}
    for file in sorted(folder.glob("*.svg")):
        inner = re.search(r"<svg[^>]*>(.*)</svg>", file.read_text("utf-8"), re.DOTALL)
        if inner:
            found[file.stem] = re.sub(r"\s*\n\s*", "", inner[1]).replace(" />", "/>")
    return found


def write_truetype(weight: int, style: str) -> None:
    """One static weight of Inter, Latin and Latin extended, for charts, PDF files and stamps."""
    parts = []
    for subset in ("latin", "latin-ext"):
        source = NODE_MODULES / f"@fontsource/inter/files/inter-{subset}-{weight}-normal.woff2"
        font = TTFont(source)
        font.flavor = None
        part = VENDOR / "fonts" / f".{subset}-{weight}.ttf"
        font.save(part)
        parts.append(part)
    merged = Merger().merge([str(part) for part in parts])
    name = merged["name"]
    for name_id, text in {1: f"Inter {style}" if weight not in (400, 700) else "Inter"}.items():
        name.setName(text, name_id, 3, 1, 0x409)
    name.setName("Bold" if weight == 700 else "Regular", 2, 3, 1, 0x409)
    merged["OS/2"].usWeightClass = weight
    merged.save(VENDOR / "fonts" / f"Inter-{style}.ttf")
    for part in parts:
        part.unlink()


if __name__ == "__main__":
    raise SystemExit(main())
