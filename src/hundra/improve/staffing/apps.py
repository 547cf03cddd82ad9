from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffingConfig(AppConfig):
    name = "hundra.improve.staffing"
    label = "staffing"
    verbose_name = _("Staffing")

    def ready(self) -> None:
        from hundra.core.ui import navigation
        from hundra.improve.staffing import own_rules, rules

        navigation.register(
            section="improve",
            label=_("Staffing"),
            url_name="staffing",
            rule=rules.has_desk_to_plan,
            icon="calendar-days",
            order=30,
        )
        navigation.register(
            section="improve",
            label=_("The day"),
            url_name="staffing_days",
            rule=rules.has_desk_to_plan,
            icon="sun",
            order=29,
        )
        navigation.register(
            section="improve",
            label=_("My roster"),
            url_name="my_roster",
            rule=own_rules.is_in_roster,
            icon="calendar-check",
            order=1,
        )
        navigation.register(
            section="improve",
            label=_("To decide"),
            url_name="roster_to_decide",
            rule=rules.has_desk_to_plan,
            icon="list-checks",
            order=31,
        )
        _register_retention()
        _register_own_day()


def _register_retention() -> None:
    from hundra.core.audit import retention
    from hundra.improve.staffing.queries.absences import absences_before

    retention.register(
        key="staffing.absences",
        label=_("Who has been away, and how the roster was mended for it"),
        days=730,
        due=absences_before,
    )


def _register_own_day() -> None:
    from hundra.hear.contacts import planned_day
    from hundra.improve.staffing.queries import own_day

    planned_day.register(own_day.planned_day)
