"""What is wrong with a table that was sent, as sentences (see engines.tables)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hundra.engines.tables import Fault

SENTENCES: dict[str, Promise] = {
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
    "no_known_columns": _("No column is recognised. Name them number and title."),
    "mixed_encoding": _("The letters are mixed up. Save the file as UTF-8."),
    "unknown_encoding": _("The letters cannot be read. Save the file as UTF-8."),
    "broken_quotes": _("A quotation mark is opened but never closed."),
}


def sentence(fault: Fault) -> str:
    """What is wrong and what to do about it."""
    text = SENTENCES.get(fault.code)
    if text is None:
        return gettext("The file cannot be read (%(code)s).") % {"code": fault.code}
    return str(text) % fault.values
