"""Who asks, and where they are."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hundra.improve.staffing import own_rules
from hundra.improve.staffing.models import StaffPerson


def person_of(request: HttpRequest) -> StaffPerson:
    """For views that `requires(own_rules.is_in_roster)`."""
    person = own_rules.person_of(request.user)
    assert person is not None  # noqa: S101 - the view's rule has seen to it.
    return person


def crumbs(*path: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("My roster"), reverse("my_roster")), *path]
