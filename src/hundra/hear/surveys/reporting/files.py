"""Published figures as files: one figure a row, with a sheet that says what each column means.

Only what `queries.results` gives is written, so files have the protection that pages have.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.http import FileResponse, StreamingHttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hundra.core.ui.tables import csv_answer, xlsx_answer
from hundra.hear.surveys.models import Split
from hundra.hear.surveys.queries.results import Level, Measure, Results, ResultUnit, Seen
from hundra.hear.surveys.queries.results.wording import VERDICT_WORDS

Row = tuple[object, ...]


def definitions() -> list[tuple[str, str]]:
    """Each column of the file, in order, and what it means."""
    return [
        (_("Survey"), _("Which survey.")),
        (pgettext("survey", "Unit key"), _("The unit's number in Hundra; it never changes.")),
        (_("Unit"), _("With all that stood under it on the day of the survey.")),
        (_("Unit above"), _("The unit that it stood under then.")),
        (pgettext("survey", "Split"), _("Empty: everybody. Otherwise what the unit is split by.")),
        (pgettext("survey", "Group"), _("Which part of the unit, by the split.")),
        (_("Asked"), _("How many were asked. Only for the whole unit.")),
        (pgettext("survey", "Measure"), _("The scale's or question's code in the instrument.")),
        (_("Name"), _("What it is called.")),
        (_("Type"), _("Scale or question.")),
        (pgettext("survey", "n"), _("How many the figure is of.")),
        (_("Mean"), _("From 0 to 100. Empty: not shown.")),
        (_("Interval from"), _("Lower end of the 95 % confidence interval.")),
        (_("Interval to"), _("Upper end of it.")),
        (pgettext("survey", "Before"), _("The mean in the survey that it is compared with.")),
        (_("Difference"), _("In points, since that survey.")),
        (_("Verdict"), _("Better, worse, no detectable change, or too few to say.")),
        (_("Why not shown"), _("A sentence; empty where the figure is shown.")),
    ]


def rows(seen: Seen) -> Iterator[Row]:
    """The reader's own part, every unit and measure, hidden ones with the reason."""
    results = seen.results
    for unit in seen.units():
        for measure in results.measures:
            yield _whole_row(results, unit, measure)
        for split in results.splits():
            yield from _split_rows(results, unit, split)


def as_csv(seen: Seen) -> StreamingHttpResponse:
    return csv_answer(_file_name(seen), [name for name, _meaning in definitions()], rows(seen))


def as_xlsx(seen: Seen) -> FileResponse:
    heads = [name for name, _meaning in definitions()]
    meanings = (_("Definitions"), [_("Column"), _("What it means")], definitions())
    return xlsx_answer(_file_name(seen), [(_("Figures"), heads, rows(seen)), meanings])


def _file_name(seen: Seen) -> str:
    return slugify(seen.results.title) or "enkat"


def _whole_row(results: Results, unit: ResultUnit, measure: Measure) -> Row:
    level = results.level(unit, measure)
    change = results.change(unit, measure)
    compared: Row = (None, None, "")
    if change is not None and level is not None:
        verdict = str(VERDICT_WORDS[change.verdict])
        compared = (_rounded(change.before), _rounded(change.difference), verdict)
    return (
        *_named(results, unit),
        "",
        "",
        unit.invited,
        *_measure(measure),
        *_figures(level),
        *compared,
        "" if level else results.why_hidden(unit, measure),
    )


def _split_rows(results: Results, unit: ResultUnit, split: str) -> Iterator[Row]:
    for group in results.groups(unit, split):
        for scale in results.scales:
            level = results.group_level(group, scale)
            why = group.why_hidden or _("Hidden so that nobody's answers can be worked out.")
            yield (
                *_named(results, unit),
                str(Split(split).label),
                group.title,
                None,
                *_measure(scale),
                *_figures(level),
                None,
                None,
                "",
                "" if level else why,
            )


def _named(results: Results, unit: ResultUnit) -> Row:
    above = "" if unit.above is None else results.units[unit.above].name
    return (results.title, unit.pk, unit.name, above)


def _measure(measure: Measure) -> Row:
    kind = _("Question") if measure.is_item else pgettext("survey", "Scale")
    return (measure.code, measure.title, kind)


def _figures(level: Level | None) -> Row:
    if level is None:
        return (None, None, None, None)
    return (level.n, *(_rounded(one) for one in (level.mean, level.low, level.high)))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
