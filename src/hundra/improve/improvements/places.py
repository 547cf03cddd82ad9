"""Where improvements stand in the work side's menus and on its first page."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hundra.core.accounts.rules import Actor
from hundra.core.ui import navigation
from hundra.hear.suggestions import actions, similar
from hundra.hear.suggestions.models import Suggestion
from hundra.improve.improvements import queries, rules, similarity


def register() -> None:
    """Called once, when the app is ready."""
    _register_menu()
    similar.register(similarity.improvements)
    actions.register(
        actions.Action(
            label=_("Make it an improvement"),
            url=lambda suggestion: (
                f"{reverse('improvement_from_suggestions')}?forslag={suggestion.pk}"
            ),
            rule=_may_make_of,
            icon="sprout",
            order=10,
        )
    )
    navigation.register_card(
        label=_("Waiting for their stamp"),
        count=_waiting,
        url_name="improvements",
        rule=rules.may_see,
        note=_("Planned improvements"),
        icon="stamp",
        order=30,
        section="improve",
    )
    navigation.register_card(
        label=_("Past their day"),
        count=_overdue,
        url_name="improvements",
        rule=rules.may_see,
        note=_("Stamped but not delivered in time"),
        icon="calendar-clock",
        order=31,
        section="improve",
    )


def _register_menu() -> None:
    for order, (label, url_name, rule, icon) in enumerate(
        (
            (_("Improvements"), "improvements", rules.may_see, "sprout"),
            (_("Programmes"), "programmes", rules.may_see, "target"),
            (_("Topics"), "topics", rules.may_keep_topics, "tags"),
        )
    ):
        navigation.register(
            section="improve", label=label, url_name=url_name, rule=rule, icon=icon, order=order
        )


def _may_make_of(user: Actor, suggestion: Suggestion) -> bool:
    return suggestion.state in queries.LINKABLE and rules.may_make_of(user, suggestion)


def _waiting(user: Actor) -> int:
    return queries.waiting_for_stamp()


def _overdue(user: Actor) -> int:
    return queries.overdue(timezone.localdate()).count()
