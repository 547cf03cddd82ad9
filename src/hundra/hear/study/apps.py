from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StudyConfig(AppConfig):
    name = "hundra.hear.study"
    label = "study"
    verbose_name = pgettext_lazy("app", "Self-study")

    def ready(self) -> None:
        from hundra.core.audit import retention
        from hundra.core.ui import navigation
        from hundra.hear.study import queries, rules

        for label, url_name, rule, icon, order in (
            (pgettext_lazy("study", "Learn"), "study", rules.may_learn, "graduation-cap", 8),
            (_("Study paths"), "study_paths", rules.is_editor, "route", 65),
        ):
            navigation.register(
                section="hear", label=label, url_name=url_name, rule=rule, icon=icon, order=order
            )
        for label, count, url_name, rule, icon, order in (
            (
                _("Study paths left for you"),
                queries.unfinished_count,
                "study",
                rules.may_learn,
                "graduation-cap",
                40,
            ),
            (
                _("Study paths with a step out of sight"),
                queries.broken_count,
                "study_paths",
                rules.is_editor,
                "eye-off",
                41,
            ),
        ):
            navigation.register_card(
                label=label,
                count=count,
                url_name=url_name,
                rule=rule,
                icon=icon,
                order=order,
                section="hear",
            )
        retention.register(
            key="study.done",
            label=_("What those whose accounts are closed have studied"),
            days=365,
            due=queries.past_accounts,
        )
