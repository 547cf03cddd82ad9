from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "hundra.measure.indicators"
    label = "indicators"
    verbose_name = _("Indicators")

    def ready(self) -> None:
        from hundra.core.ui import faults, navigation
        from hundra.measure.indicators import rules

        navigation.register(
            section="measure",
            label=_("Series"),
            url_name="series_list",
            rule=rules.may_see,
            icon="chart-line",
        )
        faults.register(
            {
                "not_a_year": _("%(column)s is no year: “%(value)s”. Write it as 2026."),
                "year_twice": _("The year %(year)s stands on line %(other)s already."),
            }
        )
