"""`hundra backup FILE`."""

import argparse
from pathlib import Path

from hundra.config.environment import read_environment
from hundra.config.operation.own_database import ensure_database
from hundra.config.problem import in_both


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="hundra backup")
    parser.add_argument("file", type=Path)
    file = parser.parse_args(arguments).file.absolute()
    environment = read_environment()
    ensure_database()

    from hundra.config.operation.backup import back_up

    manifest = back_up(environment, file)
    uploads = len(manifest.files) - 1
    size = file.stat().st_size / 2**20
    print(
        in_both(
            f"Säkerhetskopian är gjord och kontrolläst: {file} ({size:.1f} MB, {uploads} "
            "uppladdade filer).",
            f"The backup is made and was read back: {file}.",
        )
    )
    return 0
