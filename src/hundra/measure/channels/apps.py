from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChannelsConfig(AppConfig):
    name = "hundra.measure.channels"
    label = "channels"
    verbose_name = _("Follow-up of the service centre")
