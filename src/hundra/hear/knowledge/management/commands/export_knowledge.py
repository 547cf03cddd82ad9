"""hundra export-knowledge FILE"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hundra.hear.knowledge.services.exporting import export_articles


class Command(BaseCommand):
    help = "Writes all articles as Markdown with their files to a zip; import-knowledge reads it."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the zip to write; must not be there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with path.open("xb") as file:
                count = export_articles(file)
        except OSError as error:
            raise CommandError(
                _("“%(path)s” cannot be written: %(why)s.")
                % {"path": path, "why": error.strerror or error}
            ) from error
        self.stdout.write(
            ngettext("%(count)d article written.", "%(count)d articles written.", count)
            % {"count": count}
        )
