"""The log of confidential readings, as a list."""

from django.utils.translation import gettext_lazy as _

from hundra.core.audit.models import Reading
from hundra.core.audit.queries import public_name
from hundra.core.ui.tables import Column, DateFilter, Table


def _reader(reading: Reading) -> str:
    return public_name(reading.reader)


class ReadingTable(Table):
    caption = _("Reading log")
    columns = [
        Column("read_at", _("When"), sort=True),
        Column("reader", _("Who"), value=_reader, sort="reader__name"),
        Column("what", _("What was read"), sort=True),
        Column("record_id", _("Record"), value=lambda one: f"{one.record} {one.record_id}"),
    ]
    search_in = ["what__icontains", "record_id"]
    search_label = _("What was read")
    filters = [
        DateFilter("from", _("From"), "read_at__date__gte"),
        DateFilter("to", _("Through"), "read_at__date__lte"),
    ]
    order = "-read_at"
    file_name = _("readings")
    empty_title = _("Nothing read")
    empty_text = _("No confidential record has been read in that time.")
    empty_icon = "eye"


class DisposalTable(Table):
    """What went, when, and by which decision."""

    caption = _("Disposal log")
    columns = [
        Column("disposed_at", _("When"), sort=True),
        Column("rule", _("Record"), value=lambda one: one.label, sort="rule"),
        Column("number", _("Decision"), sort=True),
        Column("count", _("Number"), numeric=True),
        Column("files", _("Files"), numeric=True),
        Column("days", _("Days kept"), numeric=True, in_page=False),
        Column("record", _("Type"), in_page=False),
        Column("record_ids", _("Keys"), value=lambda one: " ".join(one.record_ids), in_page=False),
    ]
    search_in = ["number__icontains"]
    search_label = _("Decision number")
    filters = [
        DateFilter("from", _("From"), "disposed_at__date__gte"),
        DateFilter("to", _("Through"), "disposed_at__date__lte"),
    ]
    order = "-disposed_at"
    file_name = _("disposals")
    empty_title = _("Nothing disposed of")
    empty_text = _("Nothing has been disposed of in that time.")
    empty_icon = "shredder"
