"""Template tags of the components, built in to every template.

{% icon "name" %} {% icon "name" label %}
{% tag "text" tone %}
{% figure_card label value note definition=… n=… interval=… too_few=… url=… icon=… %}
{% stepper steps %}                     list of hundra.core.ui.components.Step
{% empty_state title text url label icon %}
{% breadcrumb crumbs %}                 list of (label, url)
{% table table %}                       hundra.core.ui.tables.Table
{% chart chart %}                       hundra.core.ui.charts.Chart
{% dialog id title %} … {% enddialog %} {% dialog_button id label variant icon %}
{% history trail %}                     hundra.core.audit.queries.trail(record)
{% facts pairs %}                       list of (label, value) or (label, value, url)
{% progress_bar done total label parts=… %}
{% tabs tabs %}                         list of hundra.core.ui.components.Tab
{% pagination page %}                   a Django Page
{% alert %} … {% endalert %}            {% alert "warning" title %}
{% form_field field %}                  one field of a form, drawn by itself
{% form_errors form %}                  the error summary by itself
{{ number|phone }} {{ moment|when }}    as people read them
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.forms.utils import flatatt
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from hundra.core.ui import icons
from hundra.core.ui.charts import Chart
from hundra.core.ui.components import Part, Step, Tab
from hundra.core.ui.reading import as_dialled, told_when
from hundra.core.ui.tables.columns import shown
from hundra.core.ui.tables.table import Cell, Table

register = template.Library()

TONES = {"neutral", "info", "success", "warning", "danger", "accent"}
LATEST = 6  # Events of a history in full view.
ALERT_ICONS = {
    "info": "info",
    "success": "circle-check",
    "warning": "triangle-alert",
    "danger": "circle-alert",
}


@register.simple_tag
def icon(name: str, label: str = "", css_class: str = "") -> SafeString:
    return icons.svg(name, label, css_class)


@register.simple_tag(name="tag")
def tag_(text: object, tone: str = "neutral", icon: str = "") -> SafeString:
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"no such tone: {tone}")
    drawing = icons.svg(icon) if icon else ""
    return format_html('<span class="ds-tag" data-color="{}">{}{}</span>', tone, drawing, text)


@register.inclusion_tag("ui/components/figure_card.html")
def figure_card(
    label: object,
    value: object,
    note: object = "",
    *,
    definition: object = "",
    n: int | None = None,
    interval: tuple[object, object] | None = None,
    too_few: bool = False,
    url: str = "",
    icon: str = "",
) -> dict[str, object]:
    """A figure with what it means. `too_few` shows that instead of the value; n is never hidden."""
    return {
        "label": label,
        "value": value if isinstance(value, str) else shown(value),
        "note": note,
        "definition": definition,
        "n": n,
        "low": shown(interval[0]) if interval else "",
        "high": shown(interval[1]) if interval else "",
        "too_few": too_few,
        "url": url,
        "icon": icon,
    }


@register.inclusion_tag("ui/components/stepper.html")
def stepper(steps: Iterable[Step], label: object = "") -> dict[str, object]:
    return {"steps": list(steps), "label": label}


@register.inclusion_tag("ui/components/empty_state.html")
def empty_state(
    title: object, text: object = "", url: str = "", label: object = "", icon: str = "inbox"
) -> dict[str, object]:
    return {"title": title, "text": text, "url": url, "label": label, "icon": icon}


@register.inclusion_tag("ui/components/breadcrumb.html")
def breadcrumb(crumbs: Sequence[Sequence[object]]) -> dict[str, object]:
    return {"crumbs": [(crumb[0], crumb[1] if len(crumb) > 1 else "") for crumb in crumbs]}


@register.inclusion_tag("ui/components/table.html")
def table(table: Table) -> dict[str, object]:
    return {"table": table}


@register.simple_tag
def table_cell(cell: Cell) -> SafeString:
    """A cell that has no template of its own: written here, since a page has hundreds of them."""
    drawing = icons.svg(cell.icon) if cell.icon else ""
    if cell.tone:
        inner = tag_(cell.value, cell.tone, cell.icon)
    elif cell.url:
        inner = format_html('<a class="ds-link" href="{}">{}{}</a>', cell.url, drawing, cell.value)
    else:
        inner = format_html("{}{}", drawing, cell.value)
    css_class = format_html(' class="{}"', cell.css_class) if cell.css_class else ""
    return format_html('<td role="cell" data-label="{}"{}>{}</td>', cell.label, css_class, inner)


@register.simple_tag
def chart(chart: Chart, level: int = 2) -> SafeString:
    """A chart under a heading of the given level, and its figures as a table."""
    return chart.on_page(level)


@register.inclusion_tag("ui/components/history.html")
def history(trail: Iterable[Any]) -> dict[str, object]:
    """What has happened to a record, latest first (entries of hundra.core.audit.queries.trail)."""
    entries = list(trail)
    # One event alone is not worth hiding.
    shown = len(entries) if len(entries) == LATEST + 1 else LATEST
    return {"latest": entries[:shown], "earlier": entries[shown:]}


@register.inclusion_tag("ui/components/facts.html")
def facts(pairs: Iterable[Sequence[object]]) -> dict[str, object]:
    """A description list. Pairs whose value is empty are left out."""
    shown_pairs = []
    for pair in pairs:
        label, value, *rest = pair
        if value not in (None, ""):
            text = value if isinstance(value, SafeString) else shown(value)
            shown_pairs.append((label, text, rest[0] if rest else ""))
    return {"pairs": shown_pairs}


@register.inclusion_tag("ui/components/progress.html")
def progress_bar(
    done: int, total: int, label: object = "", *, parts: Sequence[Part] = (), size: str = ""
) -> dict[str, object]:
    """ "53 of 100" as a bar; `parts` are its split, such as employees and citizens."""
    whole = max(total, done, 1)
    given = list(parts) or [Part("", done)]
    drawn, start = [], 0.0
    for number, part in enumerate(given, 1):
        width = 100 * part.value / whole
        drawn.append({"number": number, "part": part, "x": f"{start:.2f}", "width": f"{width:.2f}"})
        start += width
    return {
        "done": done,
        "total": total,
        "label": label,
        "parts": drawn,
        "split": bool(parts),
        "size": size,
    }


@register.inclusion_tag("ui/components/tabs.html")
def tabs(tabs: Iterable[Tab], label: object = "") -> dict[str, object]:
    """Links between the parts of something, one page each."""
    return {"tabs": list(tabs), "label": label}


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], parameter: str = "page") -> dict[str, object]:
    query = context["request"].GET.copy()
    query.pop(parameter, None)
    rest = query.urlencode()

    def url(number: int) -> str:
        return f"?{rest}&{parameter}={number}" if rest else f"?{parameter}={number}"

    around = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "pages": [
            (number, url(number), number == page.number)
            if isinstance(number, int)
            else (None, "", False)
            for number in around
        ],
        "previous_url": url(page.number - 1) if page.has_previous() else "",
        "next_url": url(page.number + 1) if page.has_next() else "",
        "several": page.has_other_pages(),
    }


@register.simple_block_tag
def dialog(content: str, id: str, title: object, size: str = "") -> SafeString:  # noqa: A002
    """A dialog, opened by `{% dialog_button id label %}`. Without JavaScript it is a section."""
    return _dialog(content, id, title, size)


def _dialog(content: str, identity: str, title: object, size: str) -> SafeString:
    given = {"content": content, "id": identity, "title": title, "size": size}
    return render_to_string("ui/components/dialog.html", given)


@register.inclusion_tag("ui/components/dialog_button.html")
def dialog_button(
    id: str,  # noqa: A002
    label: object,
    variant: str = "secondary",
    icon: str = "",
    color: str = "",
) -> dict[str, object]:
    return {"id": id, "label": label, "variant": variant, "icon": icon, "color": color}


@register.simple_block_tag
def alert(content: str, tone: str = "info", title: object = "") -> SafeString:
    """A message in the page."""
    given = {"content": content, "tone": tone, "title": title, "icon": ALERT_ICONS[tone]}
    return render_to_string("ui/components/alert.html", given)


@register.simple_tag
def form_field(field: BoundField) -> SafeString:
    return field.as_field_group()


@register.simple_tag
def select_options(groups: Iterable[tuple[Any, Iterable[dict[str, Any]], int]]) -> SafeString:
    """The options of a <select>. Drawn here, since a template for each takes ten times as long,
    and a choice of units has hundreds.
    """
    drawn = []
    for name, options, _index in groups:
        inside = "".join(map(_option, options))
        drawn.append(
            f'<optgroup label="{conditional_escape(name)}">{inside}</optgroup>' if name else inside
        )
    return mark_safe("".join(drawn))  # noqa: S308 - every part is escaped above or below.


@register.simple_tag
def choice_options(pairs: Iterable[tuple[Any, Any]], chosen: object = "") -> SafeString:
    """Options of a <select> from pairs of value and label, with the one that is chosen marked."""
    marked = str(chosen)
    drawn = (
        _drawn_option(value, label, " selected" if str(value) == marked else "")
        for value, label in pairs
    )
    return mark_safe("".join(drawn))  # noqa: S308 - every part is escaped below.


def _option(option: dict[str, Any]) -> str:
    attrs = option["attrs"]
    return _drawn_option(option["value"], option["label"], flatatt(attrs) if attrs else "")


def _drawn_option(value: object, label: object, more: str) -> str:
    shown = label if isinstance(label, SafeString) else html.escape(str(label))
    return f'<option value="{html.escape(str(value))}"{more}>{shown}</option>'


@register.inclusion_tag("ui/forms/summary.html")
def form_errors(form: BaseForm) -> dict[str, object]:
    return {"form": form}


@register.filter
def mixed_requirements(form: BaseForm) -> bool:
    """Are some of the form's visible fields required and others not?"""
    return len({field.field.required for field in form.visible_fields()}) > 1


@register.filter
def error_count(form: BaseForm) -> int:
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def figure(value: object, decimals: int | None = None) -> str:
    """A number, date or yes/no as read in the reader's language."""
    return shown(value, decimals)


@register.filter
def phone(number: str | None) -> str:
    """A telephone number as it is dialled here."""
    return as_dialled(number) if number else ""


@register.filter
def when(moment: datetime | None) -> str:
    """A moment as near as it is: today, yesterday, else the day."""
    return told_when(moment) if moment else ""
