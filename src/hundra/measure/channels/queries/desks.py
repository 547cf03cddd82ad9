"""Desks, and what their groups are called."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from hundra.core.accounts.rules import Actor
from hundra.core.ui.languages import language_name
from hundra.hear.contacts.models import Channel, Desk
from hundra.hear.knowledge.models import ContactReason
from hundra.hear.suggestions.models import Audience
from hundra.measure.channels import rules


def desks_for(user: Actor) -> list[Desk]:
    """Those whose figures the user sees, in use first."""
    desks = Desk.objects.select_related("unit").order_by("-is_active", "pk")
    return [desk for desk in desks if rules.may_see_figures(user, desk)]


def public_desks() -> list[Desk]:
    """The citizens' desks in use."""
    return list(Desk.objects.filter(audience=Audience.CITIZENS, is_active=True).order_by("pk"))


def reason_namer() -> Callable[[str], str]:
    """What a reason's key in the figures is called; one query."""
    names = {str(pk): name for pk, name in ContactReason.objects.values_list("pk", "name")}
    return lambda key: names.get(key, "") or _("Not known")


def name_language(code: str) -> str:
    return str(language_name(code))


def name_channel(channel: str) -> str:
    return str(Channel(channel).label)
