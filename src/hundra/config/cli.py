"""The `hundra` command: our own commands plus Django's."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hundra.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["hundra", *sys.argv[1:]])
