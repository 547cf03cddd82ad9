from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChannelsConfig(AppConfig):
    name = "hundra.measure.channels"
    label = "channels"
    verbose_name = _("Follow-up of the service centre")

    def ready(self) -> None:
        from hundra.core.ui import navigation
        from hundra.measure.channels import rules

        navigation.register(
            section="measure",
            label=_("How we answer"),
            url_name="channels_follow_up",
            rule=rules.may_see_figures_somewhere,
            icon="headset",
            order=20,
        )
