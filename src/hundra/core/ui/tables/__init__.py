"""Tables that sort, filter, search, page and export, declared column by column.

    class People(Table):
        caption = _("People")
        columns = [
            Column("name", _("Name"), sort=True, link=lambda person: person.get_absolute_url()),
            Column("unit.name", _("Unit"), sort="unit__name"),
            Column("state", _("State"), tone=lambda person: TONES[person.state]),
            Column("hours", _("Hours"), numeric=True, sort=True),
        ]
        search_in = ["name__icontains", "unit__name__icontains"]
        filters = [Filter("state", _("State"), State.choices)]
        order = "name"

    def people(request):
        return answer(request, "organisation/people.html", table=People(request, queries.people()))

In the template: `{% table table %}`. It works without JavaScript; with it, only the table's part of
the page is exchanged. Three queries: the count, a page's keys, and its rows (add `select_related`
or `prefetch_related` to the queryset for what columns show).
"""

from hundra.core.ui.tables.columns import Column
from hundra.core.ui.tables.files import csv_answer, xlsx_answer
from hundra.core.ui.tables.filters import DateFilter, Filter
from hundra.core.ui.tables.table import Table, answer

__all__ = ["Column", "DateFilter", "Filter", "Table", "answer", "csv_answer", "xlsx_answer"]
