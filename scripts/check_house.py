"""What `make check` holds beside the tools: files short, locks public, every text in Swedish."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hundra.config.settings")
os.environ.setdefault("HUNDRA_DEBUG", "1")
SOURCE = ROOT / "src" / "hundra"
MOST_LINES = 400
CODE = {".py", ".html", ".js", ".css"}


def main() -> int:
    faults = [*long_files(), *private_addresses(), *stale_lock(), *missing_texts()]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def long_files() -> Iterator[str]:
    """A file that nears 400 lines becomes a package of named parts."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        file = ROOT / name
        if file.suffix not in CODE or "/migrations/" in name or not file.is_file():
            continue
        lines = file.read_text(encoding="utf-8").count("\n")
        if lines > MOST_LINES:
            yield f"{name}: {lines} lines, more than {MOST_LINES}"


def private_addresses() -> Iterator[str]:
    """Locks hold only addresses that anybody can reach: https, a whole host name, no port."""
    lock = (ROOT / "uv.lock").read_text()
    sources = {str(package["source"].get("registry")) for package in tomllib.loads(lock)["package"]}
    if len(sources - {"None"}) != 1:
        yield f"uv.lock: packages from several registries: {sources}"
    for address in sorted(set(re.findall(r'"((?:https?|file|git\+\w+)://[^"]*)"', lock))):
        if not _is_public(address):
            yield f"uv.lock: {address}"
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for name, package in packages.items():
        if "resolved" in package:
            yield f"package-lock.json: {name} has an address; see .npmrc"


def _is_public(address: str) -> bool:
    parts = urlsplit(address)
    host = parts.hostname or ""
    whole_name = re.fullmatch(r"([a-z0-9-]+\.)+[a-z]{2,}", host) is not None
    return parts.scheme == "https" and whole_name and parts.port is None and not parts.username


def stale_lock() -> Iterator[str]:
    from bootstrap import find_uv

    checked = subprocess.run(
        [find_uv(), "lock", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if checked.returncode:
        yield f"uv.lock doesn't fit pyproject.toml: {checked.stderr.strip()}"


# --- Texts ---------------------------------------------------------------------------------------


def missing_texts() -> Iterator[str]:
    """Every text of the code and the templates has its Swedish, with the same placeholders."""
    swedish, faults = _swedish_texts()
    yield from faults
    for text, place in sorted(_texts_in_use().items(), key=str):
        found = swedish.get(text)
        name = text if isinstance(text, str) else text[-1]
        if found is None:
            yield f"{place}: no Swedish for {name!r}"
        elif _placeholders(name) - _placeholders(found):
            yield f"{place}: the Swedish of {name!r} lacks {_placeholders(name)}"


Key = str | tuple[str, ...]  # the text, or (context, text)


def _swedish_texts() -> tuple[dict[Key, str], list[str]]:
    """What Django, allauth and we have in Swedish; and those of ours that are left empty."""
    from babel.messages.pofile import read_po

    texts: dict[Key, str] = {}
    texts_of_ours: dict[Key, str] = {}
    faults = []
    for folder in (*_installed(), SOURCE):
        for po in folder.rglob("locale/sv/LC_MESSAGES/django.po"):
            with po.open("rb") as file:
                catalog = read_po(file, locale="sv")
            for message in catalog:
                strings = message.string if isinstance(message.string, tuple) else [message.string]
                if not message.id:
                    continue
                identity = message.id if isinstance(message.id, str) else message.id[0]
                key = (message.context, identity) if message.context else identity
                if message.fuzzy or not all(strings):
                    if folder == SOURCE:
                        faults.append(f"{po.relative_to(ROOT)}: {identity!r} is empty or fuzzy")
                    continue
                text = " ".join(strings)
                if folder == SOURCE and texts_of_ours.setdefault(key, text) != text:
                    # Django has one text for all apps: the first app's would show everywhere.
                    faults.append(
                        f"{po.relative_to(ROOT)}: {identity!r} is {text!r}, elsewhere "
                        f"{texts_of_ours[key]!r}; give one of them a context (pgettext)"
                    )
                texts[key] = text
    return texts, faults


def _installed() -> list[Path]:
    """What others' texts are taken from when pages are shown; what is not installed is not."""
    from importlib.util import find_spec

    import django
    from django.conf import settings

    apps = [name for name in settings.INSTALLED_APPS if name.startswith(("django.", "allauth"))]
    found = [find_spec(name) for name in apps]
    folders = [Path(spec.origin).parent for spec in found if spec and spec.origin]
    return [Path(django.__file__).parent / "conf", *folders]


def _texts_in_use() -> dict[Key, str]:
    used: dict[Key, str] = {}
    for file in sorted(SOURCE.rglob("*")):
        if file.suffix not in {".py", ".html", ".txt"} or "/migrations/" in str(file):
            continue
        source = file.read_text(encoding="utf-8")
        if file.suffix != ".py":
            if "templates" not in file.parts:
                continue
            source = _as_python(source, str(file))
        for line, key in _extracted(source):
            used.setdefault(key, f"{file.relative_to(ROOT)}:{line}")
    return used


def _as_python(template: str, name: str) -> str:
    from django.utils.translation.template import templatize

    # What was no text has become words that mean nothing; its indentation would disturb.
    return "\n".join(line.lstrip() for line in templatize(template, origin=name).split("\n"))


def _extracted(source: str) -> Iterator[tuple[int, Key]]:
    from babel.messages.extract import extract

    plural, context = (1, 2), ((1, "c"), 2)
    keywords = {
        **dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"]),
        **dict.fromkeys(["ngettext", "ngettext_lazy"], plural),
        **dict.fromkeys(["pgettext", "pgettext_lazy"], context),
        **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
    }
    file = io.BytesIO(source.encode())
    options = {"encoding": "utf-8"}
    for line, messages, _comments, in_context in extract("python", file, keywords, (), options):
        text = messages if isinstance(messages, str) else messages[0]
        if text:
            yield line, (in_context, text) if in_context else text


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|\{\w*\}", text))


if __name__ == "__main__":
    sys.exit(main())
