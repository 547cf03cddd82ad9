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
