from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagesConfig(AppConfig):
    name = "hundra.core.messages"
    label = "outbox"
    verbose_name = _("Messages")

    def ready(self) -> None:
        from hundra.core.audit import retention
        from hundra.core.jobs import worker
        from hundra.core.messages import queries, rules
        from hundra.core.ui import navigation

        worker.before_work(_recover)
        navigation.register(
            section="run",
            label=_("Outbox"),
            url_name="outbox",
            rule=rules.may_see_outbox,
            icon="mail",
            order=20,
        )
        retention.register(
            key="messages.settled",
            label=_("Sent and cancelled messages"),
            days=180,
            due=queries.settled_before,
        )


def _recover() -> None:
    from hundra.core.messages import jobs  # Tasks can be named once all apps are ready.

    jobs.recover()
