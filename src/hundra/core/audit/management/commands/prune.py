"""`hundra prune`: disposes of what is due by decision."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from hundra.core.audit import retention


class Command(BaseCommand):
    help = "Gallrar det vars tid är ute enligt beslut. Utan beslut gallras inget."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="berätta bara vad som skulle gallras"
        )

    def handle(self, **options: Any) -> None:
        dry_run = options["dry_run"]
        for outcome in retention.prune(today=timezone.localdate(), dry_run=dry_run):
            self.stdout.write(_line(outcome, dry_run=dry_run))


def _line(outcome: retention.Outcome, *, dry_run: bool) -> str:
    if outcome.decision is None:
        return f"{outcome.rule.label}: inget beslut, inget gallras"
    what = "skulle gallras" if dry_run else "gallrades"
    return f"{outcome.rule.label}: {outcome.count} {what} (beslut {outcome.decision.number})"
