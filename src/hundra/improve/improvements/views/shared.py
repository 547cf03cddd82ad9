"""What several of the views do alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hundra.core.ui.components import Tab
from hundra.improve.improvements import queries
from hundra.improve.improvements.errors import ImprovementsError, NotReadyError
from hundra.improve.improvements.models import Improvement, Programme

INVALID = 422
"""The status of a form that is shown again: it was understood, but cannot be done as it is."""


def chosen_programme(request: HttpRequest) -> Programme | None:
    """The programme in the address, else the one shown, else the newest."""
    return queries.chosen_programme(request.GET.get("program", ""))


def improvement_or_404(pk: int) -> Improvement:
    """The improvement with what rules and headings need."""
    found = (
        Improvement.objects.select_related("programme", "owner_unit", "topic", "responsible")
        .defer("search")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    return found


def attempt(form: BaseForm, write: Callable[[], Any]) -> bool:
    """Does the writing; a domain error becomes the form's, and False is returned."""
    try:
        write()
    except NotReadyError as error:
        form.add_error(None, [str(error), *error.missing])
    except ImprovementsError as error:
        form.add_error(None, str(error))
    return not form.errors


def attempt_with_message(request: HttpRequest, write: Callable[[], Any], done: Any) -> None:
    """Does the writing and tells how it went on the next page."""
    try:
        write()
    except ImprovementsError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)


def programme_tabs(programme: Programme, current: str) -> list[Tab]:
    """Board, list, calendar and progress of one programme."""
    query = f"?program={programme.slug}"
    progress = reverse("programme", kwargs={"slug": programme.slug})
    places = (
        ("board", _("Board"), reverse("improvements") + query),
        ("list", _("List"), reverse("improvements_list") + query),
        ("calendar", _("Calendar"), reverse("improvements_calendar") + query),
        ("progress", _("Progress"), progress),
    )
    return [Tab(label, url, current=name == current) for name, label, url in places]
