from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagesConfig(AppConfig):
    name = "hundra.core.messages"
    label = "outbox"
    verbose_name = _("Messages")
