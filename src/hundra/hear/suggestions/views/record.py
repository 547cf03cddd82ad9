"""What a suggestion's work page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.forms import Form
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hundra.core.audit.queries import trail
from hundra.engines.text import Finding, without
from hundra.hear.suggestions import actions, queries, similar
from hundra.hear.suggestions.forms import PublishForm, UnitForm
from hundra.hear.suggestions.marking import Piece, pieces, reason
from hundra.hear.suggestions.models import Audience, Suggestion
from hundra.hear.suggestions.services.publishing import personal_data_in
from hundra.hear.suggestions.states import Step


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A form in the panel of what can be done."""

    name: str
    label: str | Promise
    form: Form
    open: bool


@dataclass(frozen=True, kw_only=True)
class Marked:
    """What may be personal data, why, and the text without it."""

    finding: Finding
    why: str


def record_context(
    user: Any, suggestion: Suggestion, acts: Mapping[str, Any], failed: Mapping[str, Form]
) -> dict[str, Any]:
    record = queries.record(suggestion, by=user)
    publish_form, marked, shown = _publishing(suggestion, failed.get("publish"))
    return {
        "suggestion": suggestion,
        "record": record,
        "acts": _choices(record, acts, failed),
        "buttons": actions.for_suggestion(user, suggestion),
        "similar": similar.find(suggestion.text, inside=True, leave_out=suggestion.pk),
        "publish_form": publish_form,
        "marked": marked,
        "pieces": shown,
        "facts": _facts(record),
        "may_join": Step.JOIN in record.steps,
        "trail": trail(suggestion, related=["entries"]),
    }


def field_id(name: str) -> str:
    """Several forms of the page have fields of the same name, but no two the same id."""
    return f"{name}_%s"


def _facts(record: queries.Record) -> list[tuple[object, object]]:
    suggestion = record.suggestion
    who = _("A colleague") if suggestion.author_id else record.proposer or _("No address given")
    return [
        (_("Suggested by"), who),
        (_("For"), suggestion.get_audience_display()),
        (_("Received"), timezone.localtime(suggestion.received_at)),
        (_("Support"), record.supporters),
        (_("Unit"), suggestion.unit or _("No unit yet")),
        (_("Language"), dict(settings.LANGUAGES).get(suggestion.language, suggestion.language)),
    ]


def _choices(
    record: queries.Record, acts: Mapping[str, Any], failed: Mapping[str, Form]
) -> list[Choice]:
    found = []
    for name, act in acts.items():
        if act.step is not None and act.step not in record.steps and name not in failed:
            continue
        if not record.may_sort and not act.managers_too:
            continue
        initial = _initial(record.suggestion, act.form)
        form = failed.get(name) or act.form(initial=initial, auto_id=field_id(name))
        found.append(Choice(name=name, label=act.label, form=form, open=name in failed))
    return found


def _initial(suggestion: Suggestion, form: type[Form]) -> dict[str, Any]:
    return {"unit": suggestion.unit_id} if form is UnitForm else {}


def _publishing(
    suggestion: Suggestion, failed: Form | None
) -> tuple[Form, list[Marked], list[Piece]]:
    """The form with the texts to publish, and what in them may be personal data."""
    given = failed.data if failed is not None else _to_publish(suggestion)
    texts = [str(given.get(name, "")) for name in ("title", "text", "place", "picture_alt")]
    findings = personal_data_in(*texts)
    form = failed or PublishForm(
        initial=given, suggestion=suggestion, marked=bool(findings), auto_id=field_id("publish")
    )
    marked = [Marked(finding=finding, why=reason(finding)) for finding in findings]
    own_text = str(given.get("text", ""))
    return form, marked, pieces(own_text, personal_data_in(own_text))


def _to_publish(suggestion: Suggestion) -> dict[str, Any]:
    """As last published, or as written."""
    has_been = bool(suggestion.public_text)
    return {
        "title": suggestion.public_title,
        "text": suggestion.public_text or suggestion.text,
        "place": suggestion.public_place if has_been else suggestion.place,
        "show_picture": suggestion.show_picture,
        "picture_alt": suggestion.picture_alt,
        "inside_only": suggestion.inside_only
        if has_been
        else suggestion.audience == Audience.EMPLOYEES,
    }


def without_marked(data: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, with all that may be personal data taken away."""
    kept = dict(data.items())
    for name in ("title", "text", "place", "picture_alt"):
        if name in kept:
            kept[name] = without(kept[name], personal_data_in(kept[name]))
    return kept
