from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "hundra.core.audit"
    label = "audit"
    verbose_name = _("History")

    def ready(self) -> None:
        from hundra.core.accounts import registry
        from hundra.core.audit import queries, retention, rules, services
        from hundra.core.ui import navigation

        registry.register(trail=queries.trail, log_reading=services.log_reading)
        navigation.register(
            section="run",
            label=_("Reading log"),
            url_name="readings",
            rule=rules.may_see_readings,
            icon="eye",
            order=30,
        )
        navigation.register(
            section="run",
            label=_("Disposal"),
            url_name="retention",
            rule=rules.may_see_retention,
            icon="archive",
            order=31,
        )
        retention.register(
            key="audit.reading",
            label=_("Log of confidential readings"),
            days=5 * 365,
            due=queries.readings_before,
        )
