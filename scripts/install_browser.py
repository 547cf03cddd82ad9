"""Makes sure that there is a Chromium to test with.

One that is installed is used. Else, as root on Debian and its kin, it is installed; else it is
unpacked from the npm package `@sparticuz/chromium`, with the libraries and fonts that it brings.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser import chromium  # noqa: E402

PACKAGE = ROOT / "node_modules" / "@sparticuz" / "chromium" / "bin"
STARTER = """\
#!/bin/sh
# Starts the unpacked browser with its own libraries and fonts.
here="$(dirname "$(readlink -f "$0")")"
export LD_LIBRARY_PATH="$here/al2023/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/chromium.bin" --no-zygote --in-process-gpu "$@"
"""
FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""


def main() -> int:
    if chromium.find() is None and not _install_from_distribution():
        unpack(PACKAGE, chromium.UNPACKED.parent)
    print(f"Webbläsare / browser: {chromium.find()}", file=sys.stderr)
    return 0


def _install_from_distribution() -> bool:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return False
    print("Installerar Chromium / installing Chromium …", file=sys.stderr)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-qq", "-y", "chromium"]):
        if subprocess.run([apt, *command], env=environment, check=False).returncode:
            return False
    return chromium.find() is not None


def unpack(package: Path, folder: Path) -> None:
    """Made aside and moved, so that one that is there is whole."""
    import brotli

    print("Packar upp Chromium / unpacking Chromium …", file=sys.stderr)
    unfinished = folder.with_name(f"{folder.name}.{os.getpid()}")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    program = unfinished / "chromium.bin"
    program.write_bytes(brotli.decompress((package / "chromium.br").read_bytes()))
    program.chmod(0o755)
    for name, target in (("al2023", "al2023"), ("fonts", ""), ("swiftshader", "")):
        content = brotli.decompress((package / f"{name}.tar.br").read_bytes())
        with tarfile.open(fileobj=io.BytesIO(content)) as files:
            # The packages are locked by checksum; Python before 3.11.4 has no filters.
            safely = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
            files.extractall(unfinished / target, **safely)
    (unfinished / "fonts.conf").write_text(FONTS)
    starter = unfinished / "chromium"
    starter.write_text(STARTER)
    starter.chmod(0o755)
    shutil.rmtree(folder, ignore_errors=True)
    unfinished.rename(folder)


if __name__ == "__main__":
    sys.exit(main())
