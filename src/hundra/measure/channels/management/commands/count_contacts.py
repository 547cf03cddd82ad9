"""`hundra count-contacts`: counts the service centre's closed days anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from hundra.measure.channels import services


class Command(BaseCommand):
    help = "Räknar om servicecentrets siffror från första kontakten."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--changed", action="store_true", help="bara de dagar som ändrats eller tillkommit"
        )
        parser.add_argument(
            "--thinned",
            action="store_true",
            help="också dagar vars kontakter är gallrade, som de är nu: siffrorna blir lägre",
        )

    def handle(self, **options: Any) -> None:
        if options["changed"]:
            days = services.count_up()
        else:
            days = services.count_anew(thinned=options["thinned"])
        self.stdout.write(f"{days} dagar räknade")
