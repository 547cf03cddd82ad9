from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "hundra.improve.plans"
    label = "plans"
    verbose_name = _("Action plans")

    def ready(self) -> None:
        from hundra.improve.plans import places

        places.register()
