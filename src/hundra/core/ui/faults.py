"""What is wrong with a file that was sent, as sentences that say what to do.

The codes of `engines.tables` are told here; an app that reads files registers its own:

    faults.register({"unknown_unit": _("There is no unit with the code %(value)s.")})
    faults.sentence(fault)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hundra.engines.tables import Fault

Text = Any  # A lazy translation.

_sentences: dict[str, Text] = {
    "empty_file": _("The file is empty."),
    "no_rows": _("The file has headings but no lines under them."),
    "not_a_table": _("The file is not a table. Send CSV or XLSX."),
    "old_workbook": _("The file is in an old Excel format. Save it as XLSX or CSV."),
    "locked_workbook": _("The workbook has a password. Save it without one."),
    "broken_workbook": _("The workbook is broken. Open it, save it anew and try again."),
    "too_large": _("The file is too large: at most %(megabytes)s MB."),
    "unpacks_too_large": _("The file unpacks to more than %(megabytes)s MB."),
    "too_many_rows": _("The file has too many lines: at most %(limit)s."),
    "too_many_columns": _("The file has too many columns: at most %(limit)s."),
    "too_many_faults": _("There are so many faults that the reading was stopped."),
    "too_many_cells": _("The line has %(cells)s cells, but there are %(columns)s columns."),
    "cell_too_long": _("A cell is too long: at most %(limit)s characters."),
    "column_twice": _("Two columns are the same: %(columns)s."),
    "missing_columns": _("Columns are missing: %(columns)s."),
    "no_known_columns": _("No column is recognised. Compare the headings with the description."),
    "mixed_encoding": _("The letters are mixed up. Save the file as UTF-8."),
    "unknown_encoding": _("The letters cannot be read. Save the file as UTF-8."),
    "broken_quotes": _("A quotation mark is opened but never closed."),
    "cell_empty": _("%(column)s is empty. Fill it in."),
    "text_too_long": _("%(column)s is too long: at most %(limit)s characters."),
    "not_a_date": _("%(column)s is no date: “%(value)s”. Write it as 2026-01-31."),
    "not_yes_or_no": _("%(column)s is neither yes nor no: “%(value)s”."),
    "not_a_number": _("%(column)s is no number: “%(value)s”."),
    "not_an_address": _("%(column)s is no e-mail address: “%(value)s”."),
}


def register(sentences: Mapping[str, Text]) -> None:
    """Adds an app's own codes, from AppConfig.ready()."""
    _sentences.update(sentences)


def sentence(fault: Fault) -> str:
    """What is wrong and what to do about it, in the reader's language."""
    text = _sentences.get(fault.code)
    if text is None:
        return gettext("The file cannot be read (%(code)s).") % {"code": fault.code}
    return str(text) % fault.values
