from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicConfig(AppConfig):
    name = "hundra.show.public"
    label = "public"
    verbose_name = _("Public site")

    def ready(self) -> None:
        from hundra.core.ui import navigation
        from hundra.improve.improvements import announcements, materials
        from hundra.show.public import offering, services

        announcements.register(services.announce)
        materials.register(offering.materials)

        navigation.register_link(
            place="header", label=_("Improvements"), url_name="public_improvements", order=10
        )
        for label, url_name, order in (
            (_("How we answer"), "public_service", 70),
            (_("Accessibility"), "public_accessibility", 80),
            (_("Privacy"), "public_privacy", 90),
        ):
            navigation.register_link(place="footer", label=label, url_name=url_name, order=order)
