from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "hundra.show.api"
    label = "api"
    verbose_name = _("Open data")

    def ready(self) -> None:
        from hundra.core.ui import navigation

        navigation.register_link(
            place="footer", label=_("Open data"), url_name="api:api-root", order=60
        )
