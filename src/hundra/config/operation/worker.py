"""`hundra worker`: sends mail and does jobs until it is told to stop."""

import argparse
import os

from hundra.config.operation.own_database import ensure_database


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="hundra worker")
    parser.add_argument("--concurrency", type=int, help="jobs at the same time")
    options = parser.parse_args(arguments)
    ensure_database()

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hundra.config.settings")
    django.setup()
    from hundra.core.jobs import worker

    worker.run(**({"concurrency": options.concurrency} if options.concurrency else {}))
    return 0
