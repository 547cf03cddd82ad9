from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagesConfig(AppConfig):
    name = "hundra.core.messages"
    label = "outbox"
    verbose_name = _("Messages")

    def ready(self) -> None:
        from hundra.core.jobs import worker

        worker.before_work(_recover)


def _recover() -> None:
    from hundra.core.messages import jobs  # Tasks can be named once all apps are ready.

    jobs.recover()
