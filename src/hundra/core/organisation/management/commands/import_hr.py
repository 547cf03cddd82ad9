"""hundra import-hr units.csv people.csv employments.csv"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from hundra.core.organisation.services.hr import (
    VANISH_LIMIT_PERCENT,
    HrFiles,
    ImportReport,
    SentFile,
    Tally,
    import_hr,
)
from hundra.core.ui.faults import sentence

_CHANGES_SHOWN = 20


class Command(BaseCommand):
    help = "Makes units, people and employments what HR's files say (docs/reference/hr-files.md)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name in ("units", "people", "employments"):
            parser.add_argument(name, type=Path, help=f"{name} as CSV or XLSX")
        parser.add_argument("--dry-run", action="store_true", help="tell, but change nothing")
        parser.add_argument(
            "--allow-many-vanish",
            action="store_true",
            help="end units and employments that the files lack, however many",
        )
        parser.add_argument(
            "--vanish-limit",
            type=int,
            default=VANISH_LIMIT_PERCENT,
            metavar="PERCENT",
            help="stop if more than this share would end (default: %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        report = import_hr(
            HrFiles(*(_sent(options[name]) for name in ("units", "people", "employments"))),
            dry_run=options["dry_run"],
            allow_many_vanish=options["allow_many_vanish"],
            vanish_limit_percent=options["vanish_limit"],
        )
        for file_fault in report.faults:
            self.stderr.write(
                _line(file_fault.file, file_fault.fault.line) + sentence(file_fault.fault)
            )
        if not report.faults or any(tally != Tally() for tally in _tallies(report).values()):
            self._tell(report)
        if report.faults:
            raise CommandError(_("Nothing was changed. Mend the files and try again."))
        if not report.carried_out:
            self.stdout.write(_("Dry run: nothing was changed."))

    def _tell(self, report: ImportReport) -> None:
        for change in report.changes[:_CHANGES_SHOWN]:
            fields = f" ({', '.join(change.fields)})" if change.fields else ""
            self.stdout.write(
                f"{_line(change.file, change.line)}{change.what}: {change.label}{fields}"
            )
        for name, tally in _tallies(report).items():
            self.stdout.write(
                _(
                    "%(what)s: %(created)s new, %(changed)s changed, %(unchanged)s unchanged, "
                    "%(vanished)s vanished"
                )
                % {"what": name, **vars(tally)}
            )


def _sent(path: Path) -> SentFile:
    try:
        return SentFile(path.name, path.read_bytes())
    except OSError as error:
        raise CommandError(
            _("The file %(path)s cannot be read: %(why)s")
            % {"path": path, "why": error.strerror or error}
        ) from error


def _line(file: str, line: int) -> str:
    return f"{file}:{line}: " if line else f"{file}: "


def _tallies(report: ImportReport) -> dict[str, Tally]:
    return {
        _("Units"): report.units,
        _("People"): report.people,
        _("Employments"): report.employments,
    }
