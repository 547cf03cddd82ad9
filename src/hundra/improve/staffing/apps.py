from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffingConfig(AppConfig):
    name = "hundra.improve.staffing"
    label = "staffing"
    verbose_name = _("Staffing")

    def ready(self) -> None:
        from hundra.core.ui import navigation
        from hundra.improve.staffing import rules

        navigation.register(
            section="improve",
            label=_("Staffing"),
            url_name="staffing",
            rule=rules.is_planner,
            icon="calendar-days",
            order=30,
        )
