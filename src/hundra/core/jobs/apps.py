from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "hundra.core.jobs"
    label = "jobs"
    verbose_name = _("Jobs")

    def ready(self) -> None:
        from hundra.core.jobs import rules
        from hundra.core.ui import navigation

        navigation.register(
            section="run",
            label=_("Jobs"),
            url_name="jobs",
            rule=rules.may_see_jobs,
            icon="list-checks",
            order=21,
        )
