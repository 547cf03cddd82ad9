from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpanConfig(AppConfig):
    name = "hundra.measure.span"
    label = "span"
    verbose_name = _("Employees per manager")

    def ready(self) -> None:
        from hundra.core.ui import navigation
        from hundra.measure.span import rules

        navigation.register(
            section="measure",
            label=_("Employees per manager"),
            url_name="span",
            rule=rules.may_see,
            icon="scale",
            order=2,
        )
