"""Compiles every .po of ours to the .mo that Django reads.

The .mo files are not in version control: `make`, the tests and the demo compile what has
changed. Babel does it, so no gettext tools are needed on the machine. A built wheel contains its
.mo files and has no need of Babel.
"""

from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1]


def compile_translations(root: Path = SOURCE) -> list[Path]:
    """Writes each .mo that is missing or older than its .po, and returns those written."""
    return [_compile(po) for po in _po_files(root) if _outdated(po)]


def _po_files(root: Path) -> Iterator[Path]:
    return iter(sorted(root.glob("**/locale/*/LC_MESSAGES/*.po")))


def _outdated(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def _compile(po: Path) -> Path:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    mo = po.with_suffix(".mo")
    with po.open("rb") as source:
        catalog = read_po(source, locale=po.parents[1].name, abort_invalid=True)
    # Written aside and moved, since several test processes may compile at once.
    unfinished = mo.with_name(f".{mo.name}.{id(catalog)}")
    with unfinished.open("wb") as target:
        write_mo(target, catalog)
    unfinished.replace(mo)
    return mo


if __name__ == "__main__":
    compile_translations()
