from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Open311Config(AppConfig):
    name = "hundra.show.open311"
    label = "open311"
    verbose_name = _("Fault-reporting apps")

    def ready(self) -> None:
        from hundra.core.ui import navigation
        from hundra.show.open311 import rules

        navigation.register(
            section="run",
            label=_("Fault-reporting apps"),
            url_name="open311_apps",
            rule=rules.may_manage_apps,
            icon="smartphone",
            order=70,
        )
