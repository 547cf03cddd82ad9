"""`hundra load_question_set FILE`: another wording of the questions, such as the official one."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hundra.hear.surveys.errors import QuestionSetError
from hundra.hear.surveys.services import question_sets


class Command(BaseCommand):
    help = "Loads questions from a file (YAML or XLSForm); without a file, those of the program."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = (
                [question_sets.load_file(data=options["file"].read_bytes())]
                if options["file"]
                else [question_sets.current(slug) for slug in question_sets.packaged_slugs()]
            )
        except (QuestionSetError, OSError) as error:
            raise CommandError(str(error)) from error
        for one in loaded:
            self.stdout.write(f"{one.slug} {one.version}: {one}")
