"""hundra import-improvements FILE: improvements whose numbers were given before."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from hundra.hear.suggestions.models import Audience
from hundra.improve.improvements import queries, services
from hundra.improve.improvements.models import ImprovementState, Programme

LARGEST_FILE = 20_000_000
PROGRAMME_NAME = "100 förbättringar"
PROGRAMME_SLUG = "100-forbattringar"


class Command(BaseCommand):
    help = "Import improvements whose numbers were given before, from CSV or XLSX."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV or XLSX with the columns number and title")
        parser.add_argument("--programme", default="", help="the programme's address (slug)")
        parser.add_argument("--dry-run", action="store_true", help="try, but save nothing")
        parser.add_argument(
            "--audience",
            choices=Audience.values,
            default=Audience.CITIZENS.value,
            help="for lines that do not say for whom they are",
        )
        parser.add_argument(
            "--state",
            choices=[ImprovementState.STAMPED.value, ImprovementState.DELIVERED.value],
            default=ImprovementState.STAMPED.value,
            help="for lines without a day of delivery",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE), transaction.atomic():
            self._import(**options)
            if options["dry_run"]:
                transaction.set_rollback(True)

    def _import(self, *, file: Path, programme: str, dry_run: bool, **options: Any) -> None:
        report = services.import_improvements(
            data=_read(file),
            name=file.name,
            programme=_programme(programme),
            defaults=services.Defaults(audience=options["audience"], state=options["state"]),
            dry_run=dry_run,
            by=None,
        )
        for line in report.lines:
            place = gettext("Line %(line)d") % {"line": line.line} if line.line else report.file
            self.stdout.write(f"{place}: {line.text}")
        for note in report.notes:
            self.stdout.write(note)
        if report.faults:
            raise CommandError(_faulty(report.faults))
        self.stdout.write(self.style.SUCCESS(_summary(report, dry_run=dry_run)))


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except OSError as error:
        raise CommandError(
            gettext("The file %(file)s cannot be read: %(why)s.")
            % {"file": file, "why": error.strerror}
        ) from error


def _programme(slug: str) -> Programme:
    """The programme asked for, else the one shown, else the only one; the first is created."""
    if slug:
        found = Programme.objects.filter(slug=slug).first()
        if found is None:
            raise CommandError(
                gettext("There is no programme %(slug)s. There are: %(slugs)s.")
                % {"slug": slug, "slugs": _slugs() or "–"}
            )
        return found
    shown = queries.shown_programme()
    if shown is not None:
        return shown
    programmes = list(Programme.objects.all()[:2])
    if not programmes:
        return services.create_programme(
            name=PROGRAMME_NAME, slug=PROGRAMME_SLUG, starts_on=timezone.localdate(), by=None
        )
    if len(programmes) > 1:
        raise CommandError(
            gettext("Say which programme with --programme: %(slugs)s.") % {"slugs": _slugs()}
        )
    return programmes[0]


def _slugs() -> str:
    return ", ".join(Programme.objects.values_list("slug", flat=True))


def _faulty(faults: int) -> str:
    return ngettext(
        "Nothing was saved: %(faults)d line has a fault.",
        "Nothing was saved: %(faults)d lines have faults.",
        faults,
    ) % {"faults": faults}


def _summary(report: services.ImportReport, *, dry_run: bool) -> str:
    text = (
        gettext(
            "Tried in %(programme)s, nothing saved: %(created)d would be added, "
            "%(existing)d are there already. The next stamp would get number %(next)d."
        )
        if dry_run
        else gettext(
            "Saved in %(programme)s: %(created)d added, %(existing)d were there already. "
            "The next stamp gets number %(next)d."
        )
    )
    return text % {
        "programme": report.programme,
        "created": report.created,
        "existing": report.existing,
        "next": report.next_number,
    }
