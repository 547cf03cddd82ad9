"""The renderer that Django uses for every form, and its bound field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField as DjangoBoundField
from django.forms.renderers import TemplatesSetting

CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)
# Kinds of <input> that may not carry aria-required.
NOT_MARKED = ("file", "color", "range", "hidden")


class BoundField(DjangoBoundField):
    """A field with its value, drawn with Designsystemet's classes.

    Being required is told to the reader and to assistive technology, but checked by us, so that
    the answer is ours, in the reader's language, with everything typed still there.
    """

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        built.pop("required", None)
        if widget.is_hidden:
            return built
        own = widget.attrs.get("class", "")
        built["class"] = f"ds-input {own}".strip()
        kind = getattr(widget, "input_type", "")
        if self.field.required and kind not in NOT_MARKED and not isinstance(widget, CHOICES):
            built["aria-required"] = "true"
        if isinstance(widget, forms.Textarea):
            built.setdefault("rows", widget.attrs.get("rows", 4))
        return built

    @property
    def kind(self) -> str:
        """Which layout the field takes: choices, check or plain."""
        widget = self.field.widget
        if isinstance(widget, forms.CheckboxInput):
            return "check"
        if self.use_fieldset or isinstance(widget, CHOICES):
            return "choices"
        return "plain"

    @property
    def first_id(self) -> str:
        """Where a link in the error summary leads."""
        widget = self.field.widget
        identity = self.auto_id
        if isinstance(widget, CHOICES):
            return f"{identity}_0_0" if _is_grouped(widget) else f"{identity}_0"
        if isinstance(widget, forms.MultiWidget):
            return f"{identity}_0"
        return str(getattr(widget, "first_id", lambda given: given)(identity))

    @property
    def file_lost(self) -> bool:
        """A file was chosen but the form failed: browsers forget it, and the page says so."""
        is_file = isinstance(self.field.widget, forms.FileInput)
        return is_file and bool(self.form.errors) and bool(self.form.files.get(self.html_name))


def _is_grouped(widget: forms.RadioSelect | forms.CheckboxSelectMultiple) -> bool:
    """Do the choices stand under headings? Then they are numbered by heading and place."""
    first = next(iter(widget.choices), None)
    return first is not None and isinstance(first[1], list | tuple)


class Renderer(TemplatesSetting):
    """Renders forms with our templates."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    formset_template_name = "ui/forms/formset.html"
    bound_field_class = BoundField
