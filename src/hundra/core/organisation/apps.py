from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    name = "hundra.core.organisation"
    label = "organisation"
    verbose_name = _("Organisation")

    def ready(self) -> None:
        from hundra.core.organisation import places
        from hundra.core.organisation.faults import SENTENCES
        from hundra.core.ui import faults

        faults.register(SENTENCES)
        places.register()
