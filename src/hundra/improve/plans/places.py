"""Where plans stand in the work side's menus and on its first page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hundra.core.accounts.rules import Actor
from hundra.core.audit import retention
from hundra.core.ui import navigation
from hundra.hear.surveys import findings
from hundra.improve.improvements import relations
from hundra.improve.improvements.models import Improvement
from hundra.improve.plans import rules
from hundra.improve.plans.presenting import activity_page
from hundra.improve.plans.queries import cafes as cafe_queries
from hundra.improve.plans.queries import plans as queries


def register() -> None:
    """Called once, when the app is ready."""
    navigation.register(
        section="improve",
        label=_("Action plans"),
        url_name="plans",
        rule=rules.may_see,
        icon="clipboard-list",
        order=20,
    )
    navigation.register(
        section="improve",
        label=_("Dialogue cafés"),
        url_name="cafes",
        rule=rules.may_hold_cafes,
        icon="coffee",
        order=21,
    )
    relations.register(_activities_of)
    findings.register(
        findings.Action(
            label=_("Make an activity of this"),
            url=_from_finding,
            rule=_may_make_of,
            icon="list-checks",
            order=10,
        )
    )
    retention.register(
        key="plans.cafes",
        label=_("Dialogue cafés: their notes and links"),
        days=1095,
        due=cafe_queries.cafes_past,
    )
    navigation.register_card(
        label=_("Activities that are late"),
        count=_late,
        url_name="plans_late",
        rule=rules.may_make_activities,
        note=_("In all action plans"),
        icon="calendar-clock",
        order=40,
        section="improve",
    )


def _late(user: Actor) -> int:
    return queries.late_activities(timezone.localdate()).count()


def _activities_of(improvement: Improvement) -> list[relations.Relation]:
    return [
        relations.Relation(
            label=_("Activity in an action plan"), text=activity.title, url=activity_page(activity)
        )
        for activity in queries.activities().filter(improvement=improvement)
    ]


def _from_finding(finding: findings.Finding) -> str:
    query = {"vag": finding.wave, "enhet": finding.unit, "skala": finding.code}
    return f"{reverse('plan_from_finding')}?{urlencode(query)}"


def _may_make_of(user: Actor, finding: findings.Finding) -> bool:
    """Whoever makes activities somewhere; the form asks whether at that unit."""
    return rules.may_make_activities(user)
