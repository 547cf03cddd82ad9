"""What several of the views do alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from django.forms import BaseForm
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.organisation import queries
from hundra.core.organisation.models import Unit
from hundra.core.organisation.services import OrganisationError

INVALID = 422
"""The status of a form that is shown again: it was understood, but cannot be done as it is."""

Made = TypeVar("Made")


def actor(request: HttpRequest) -> User:
    """Who asks; the views are all for those who have signed in."""
    return cast("User", request.user)


def attempt(form: BaseForm, write: Callable[[], Made]) -> Made | None:
    """Does the writing; a domain error becomes the form's, and None is returned."""
    try:
        return write()
    except OrganisationError as error:
        form.add_error(None, str(error))
        return None


def status(form: BaseForm) -> int | None:
    return INVALID if form.errors else None


def unit_or_404(pk: int) -> Unit:
    return get_object_or_404(Unit.objects.select_related("parent"), pk=pk)


def unit_url(unit: Unit) -> str:
    return reverse("unit", kwargs={"pk": unit.pk})


def crumbs(unit: Unit | None = None, *further: tuple[object, str]) -> list[tuple[object, str]]:
    """From the organisation down to the unit, and what comes after it."""
    above = [*queries.ancestors_of(unit), unit] if unit else []
    return [
        (_("Organisation"), reverse("organisation")),
        *((each.name, unit_url(each)) for each in above),
        *further,
    ]
