from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagesConfig(AppConfig):
    name = "hundra.core.messages"
    label = "outbox"
    verbose_name = _("Messages")

    def ready(self) -> None:
        from hundra.core.jobs import worker
        from hundra.core.messages import delivery

        worker.before_work(delivery.settle)
