"""Packages of article files, as people send them."""

import io
import zipfile
from collections.abc import Mapping

from PIL import Image

from hundra.core.accounts.models import User
from hundra.hear.knowledge.exchange.archive import Package, open_file
from hundra.hear.knowledge.services.importing import (
    FileReport,
    ImportOptions,
    ImportReport,
    import_knowledge,
)

ARTICLE = """\
---
title: När kommer sopbilen?
audience: everyone
unit: Renhållningen
reasons: [sopor]
short_answer: Varannan vecka.
steps: [Ställ ut kärlet.]
---
## Så ofta

Det beror på var du bor.
"""


def zipped(files: Mapping[str, str | bytes]) -> Package:
    """A zip of the files by their names, opened."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return open_file("allt.zip", data.getvalue())


def take(
    files: Mapping[str, str | bytes], *, by: User | None = None, **options: object
) -> ImportReport:
    return import_knowledge(zipped(files), by=by, options=ImportOptions(**options))


def only(report: ImportReport) -> FileReport:
    [file] = report.files
    return file


def picture(colour: str = "red") -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(data, "PNG")
    return data.getvalue()
