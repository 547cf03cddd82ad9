"""Taking over the organisation from HR's files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pghistory
from django.db import connection, transaction
from django.utils import timezone

from hundra.core.accounts.models import User
from hundra.core.organisation.services.hr.columns import (
    EMPLOYMENT_COLUMNS,
    LIMITS,
    PERSON_COLUMNS,
    UNIT_COLUMNS,
)
from hundra.core.organisation.services.hr.files import HrFiles, SentFile
from hundra.core.organisation.services.hr.merge import Merge
from hundra.core.organisation.services.hr.report import Change, FileFault, ImportReport, Tally
from hundra.core.organisation.services.hr.staging import cross_faults, lay_out
from hundra.core.organisation.services.tree import lock_tree
from hundra.engines.tables import Column, Fault, TypedTable, read_typed

__all__ = [
    "VANISH_LIMIT_PERCENT",
    "Change",
    "FileFault",
    "HrFiles",
    "ImportReport",
    "SentFile",
    "Tally",
    "import_hr",
]

# More faults than this help nobody; the rest shows when these are mended.
_MOST_FAULTS = 500
# How much of the organisation may vanish before someone must say that it is meant.
VANISH_LIMIT_PERCENT = 10


def import_hr(
    files: HrFiles,
    *,
    by: User | None = None,
    as_of: date | None = None,
    dry_run: bool = False,
    allow_many_vanish: bool = False,
    vanish_limit_percent: int = VANISH_LIMIT_PERCENT,
) -> ImportReport:
    """Makes units, people and employments what the files say they are on a day (today).

    All or nothing, in one transaction: with any fault, or in a dry run, nothing is changed and
    the report tells what would have been. Units and current employments that the files lack
    end on the day; people stay. More than `vanish_limit_percent` of either stops the import
    unless `allow_many_vanish`. Columns that a file may lack leave what we have.
    """
    as_of = as_of or timezone.localdate()
    sent = {
        "units": (files.units, UNIT_COLUMNS),
        "people": (files.people, PERSON_COLUMNS),
        "employments": (files.employments, EMPLOYMENT_COLUMNS),
    }
    tables = {kind: _read(file, columns) for kind, (file, columns) in sent.items()}
    names = {kind: table.name for kind, table in tables.items()}
    found = [FileFault(table.name, fault) for table in tables.values() for fault in table.faults]
    if any(not table.rows for table in tables.values()):
        return ImportReport(as_of, faults=tuple(found[:_MOST_FAULTS]))
    # The history tells its source and, if somebody, who.
    source = pghistory.context(source="hr-files", **({"user": by.pk} if by else {}))
    with source, transaction.atomic(), connection.cursor() as cursor:
        lock_tree(cursor)
        staged = {"units": "hr_unit", "people": "hr_person", "employments": "hr_employment"}
        lay_out(cursor, {staged[kind]: table.rows for kind, table in tables.items()})
        if not found:
            # Among rows left out for their faults, codes would seem unknown.
            found = cross_faults(cursor, names, _MOST_FAULTS)
        if found:
            transaction.set_rollback(True)
            return ImportReport(as_of, faults=tuple(found[:_MOST_FAULTS]))
        merge = Merge(cursor, names, as_of)
        merge.run()
        found = merge.posts_taken(_MOST_FAULTS)
        if not allow_many_vanish:
            found += _too_many_vanish(merge, names, vanish_limit_percent)
        carried_out = not found and not dry_run
        transaction.set_rollback(not carried_out)
    return ImportReport(
        as_of,
        carried_out=carried_out,
        changes=tuple(merge.changes),
        faults=tuple(found[:_MOST_FAULTS]),
        **merge.tallies,
    )


def _read(file: SentFile, columns: Sequence[Column]) -> TypedTable:
    return read_typed(file.data, name=file.name, columns=columns, limits=LIMITS)


def _too_many_vanish(merge: Merge, names: dict[str, str], percent: int) -> list[FileFault]:
    return [
        FileFault(
            names[kind],
            Fault(
                f"too_many_{kind}_vanish",
                values={"count": gone, "total": total, "limit": percent},
            ),
        )
        for kind, total in merge.present.items()
        if (gone := merge.tallies[kind].vanished) * 100 > percent * total
    ]
