"""hundra import-knowledge PATH [--unit …] [--audience …] [--topic …] [--publish] [--dry-run]"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from hundra.core.organisation.models import Unit
from hundra.core.organisation.queries import active_units
from hundra.hear.knowledge.exchange.archive import open_path
from hundra.hear.knowledge.models import Audience, Topic
from hundra.hear.knowledge.services import KnowledgeError
from hundra.hear.knowledge.services.importing import (
    FileReport,
    ImportOptions,
    ImportReport,
    Outcome,
    import_knowledge,
)


class Command(BaseCommand):
    help = "Takes in articles from files (docs/howto/import-knowledge.md)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a folder, a zip, or a CSV or XLSX table")
        parser.add_argument("--unit", default="", help="owner where a file names none")
        parser.add_argument("--topic", default="", help="topic where a file names none")
        parser.add_argument("--audience", default="", choices=["", *Audience.values])
        parser.add_argument("--publish", action="store_true", help="show the articles at once")
        parser.add_argument("--dry-run", action="store_true", help="tell, but change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = ImportOptions(
            unit=_unit(options["unit"]),
            topic=_topic(options["topic"]),
            audience=options["audience"],
            publish=options["publish"],
        )
        try:
            package = open_path(options["path"])
            report = import_knowledge(package, options=chosen, dry_run=options["dry_run"])
        except KnowledgeError as error:
            raise CommandError(str(error)) from error
        self._tell(report)
        if report.count(Outcome.REFUSED):
            raise CommandError(_("Some files were refused. Mend them and send them again."))

    def _tell(self, report: ImportReport) -> None:
        for file in report.files:
            if file.outcome != Outcome.UNCHANGED or file.notes:
                self.stdout.write(_line(file))
        self.stdout.write(
            _("%(new)d new, %(changed)d changed, %(unchanged)d unchanged, %(refused)d refused")
            % {outcome: report.count(outcome) for outcome in Outcome}
        )
        if not report.carried_out:
            self.stdout.write(_("Dry run: nothing was changed."))


def _line(file: FileReport) -> str:
    place = f"{file.file}:{file.line}" if file.line else file.file
    words = " ".join((file.fault, *file.notes)).strip()
    return f"{place}: {file.outcome} {file.title}".rstrip() + (f" ({words})" if words else "")


def _unit(name: str) -> Unit | None:
    if not name:
        return None
    found = list(active_units().filter(name__iexact=name)[:2]) or list(
        active_units().filter(code=name)
    )
    if len(found) != 1:
        raise CommandError(
            _("There is no unit “%(unit)s”. Write it as it is called.") % {"unit": name}
        )
    return found[0]


def _topic(name: str) -> Topic | None:
    if not name:
        return None
    for topic in Topic.objects.all():
        if name.casefold() in {topic.slug, *(each.casefold() for each in topic.names.values())}:
            return topic
    raise CommandError(
        _("There is no topic “%(topic)s”. Make it first, or write another.") % {"topic": name}
    )
