from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CasesConfig(AppConfig):
    name = "hundra.hear.cases"
    label = "cases"
    verbose_name = _("Cases")

    def ready(self) -> None:
        from hundra.core.audit import retention
        from hundra.core.ui import navigation
        from hundra.hear.cases import queries, retaining, rules

        navigation.register(
            section="hear",
            label=_("Cases"),
            url_name="cases",
            rule=rules.may_open_cases,
            icon="folder-open",
            order=5,
        )
        navigation.register_link(
            place="account", label=_("My own cases"), url_name="my_cases", icon="folder", order=60
        )
        for label, count, query, icon, order in (
            (_("Your cases"), queries.mine_count, "?lista=mina", "folder-open", 5),
            (
                pgettext_lazy("cases", "Your late cases"),
                queries.late_count,
                "?lista=mina&due=sena",
                "alarm-clock",
                6,
            ),
        ):
            navigation.register_card(
                label=label,
                count=count,
                url_name="cases",
                rule=rules.may_open_cases,
                icon=icon,
                order=order,
                section="hear",
                query=query,
            )
        retention.register(
            key="cases.closed",
            label=_("Texts, people and files of closed cases; what is counted stays"),
            days=730,
            due=retaining.closed_before,
            dispose=retaining.dispose,
        )
