"""hundra import-contacts FILE --mapping NAME [--desk ADDRESS] [--dates ORDER] [--dry-run]"""

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from hundra.core.ui.faults import sentence
from hundra.engines.tables import Fault
from hundra.hear.contacts.importing.dates import Order
from hundra.hear.contacts.importing.fields import BY_KEY
from hundra.hear.contacts.importing.profile import Profile, look_through, to_ask
from hundra.hear.contacts.importing.report import ImportReport, Told
from hundra.hear.contacts.models import Desk, ImportMapping, Makes
from hundra.hear.contacts.services.importing import Draft, drafted, import_contacts, remember
from hundra.hear.contacts.services.importing.mappings import MappingError

_LINES_SHOWN = 20


class Command(BaseCommand):
    help = "Takes in contacts of another system from CSV or XLSX (docs/howto/import-contacts.md)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV or XLSX")
        parser.add_argument(
            "--mapping", required=True, help="how to read it; a new name is guessed and kept"
        )
        parser.add_argument("--desk", default="", help="the service centre of a new mapping")
        parser.add_argument(
            "--dates",
            choices=[str(order).replace("_", "-") for order in Order],
            help="for a new mapping, where the file does not tell",
        )
        parser.add_argument(
            "--makes", choices=Makes.values, help="what each line becomes, for a new mapping"
        )
        parser.add_argument(
            "--make-reasons", action="store_true", help="for a new mapping: make unknown reasons"
        )
        parser.add_argument("--dry-run", action="store_true", help="tell, but change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        data = _read(options["file"])
        with transaction.atomic():
            mapping = self._mapping(data, options)
            report = import_contacts(
                data, name=options["file"].name, mapping=mapping, dry_run=options["dry_run"]
            )
            # A mapping that was guessed is kept only if something was taken through it.
            transaction.set_rollback(not report.carried_out)
        self._tell(report)

    def _mapping(self, data: bytes, options: dict[str, Any]) -> ImportMapping:
        kept = ImportMapping.objects.filter(name=options["mapping"]).first()
        if kept is not None:
            return kept
        profile = look_through(data, name=options["file"].name)
        if profile.fault is not None:
            raise CommandError(sentence(profile.fault))
        draft = _with_options(drafted(profile), profile, options)
        self._tell_guess(draft)
        try:
            return remember(
                by=None, name=options["mapping"], desk=_desk(options["desk"]), draft=draft
            )
        except MappingError as error:
            raise CommandError(str(error)) from error

    def _tell_guess(self, draft: Draft) -> None:
        self.stdout.write(_("No mapping has that name, so the columns are guessed:"))
        for header, key in draft.columns.items():
            order = _(" (day first)") if draft.dates.get(key) == Order.DAY_FIRST else ""
            order = _(" (month first)") if draft.dates.get(key) == Order.MONTH_FIRST else order
            self.stdout.write(f"  {header} → {BY_KEY[key].label}{order}")

    def _tell(self, report: ImportReport) -> None:
        if report.fault is not None:
            raise CommandError(sentence(report.fault))
        for told in (*report.refused[:_LINES_SHOWN], *report.notes[:_LINES_SHOWN]):
            self.stdout.write(f"{told.line}: {_said(told)}")
        for name, tally in ((_("Contacts"), report.contacts), (_("Cases"), report.cases)):
            counts = {"what": name, **vars(tally)}
            self.stdout.write(
                _("%(what)s: %(created)d new, %(changed)d changed, %(unchanged)d unchanged")
                % counts
            )
        self.stdout.write(
            _("%(refused)d of %(lines)d lines left out, %(repeated)d repeated")
            % {
                "refused": report.refused_count,
                "lines": report.lines,
                "repeated": report.repeated,
            }
        )
        if report.unknown:
            self.stdout.write(
                _("Columns not read: %(names)s") % {"names": ", ".join(report.unknown)}
            )
        if not report.carried_out:
            self.stdout.write(_("Dry run: nothing was changed."))


def _said(told: Told) -> str:
    return sentence(Fault(told.code, told.line, told.values))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(
            _("The file %(path)s cannot be read: %(why)s")
            % {"path": path, "why": error.strerror or error}
        ) from error


def _with_options(draft: Draft, profile: Profile, options: dict[str, Any]) -> Draft:
    asked = to_ask(profile, draft.columns)
    dates = dict(draft.dates)
    if asked and not options["dates"]:
        names = ", ".join(str(BY_KEY[key].label) for key in asked)
        raise CommandError(
            _(
                "The file does not tell whether the day or the month stands first in: %(fields)s. "
                "Add --dates day-first or --dates month-first."
            )
            % {"fields": names}
        )
    for key in asked:
        dates[key] = options["dates"].replace("-", "_")
    return replace(
        draft,
        dates=dates,
        makes=options["makes"] or draft.makes,
        makes_reasons=options["make_reasons"],
    )


def _desk(slug: str) -> Desk:
    found = list(Desk.objects.filter(slug=slug) if slug else Desk.objects.filter(is_active=True))
    if slug and found:
        return found[0]
    if not found:
        raise CommandError(_("There is no such service centre. Make it first."))
    if len(found) > 1:
        names = ", ".join(desk.slug for desk in found)
        raise CommandError(_("Choose a service centre with --desk: %(names)s") % {"names": names})
    return found[0]
