from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImprovementsConfig(AppConfig):
    name = "hundra.improve.improvements"
    label = "improvements"
    verbose_name = _("Improvements")

    def ready(self) -> None:
        from hundra.improve.improvements import places

        places.register()
