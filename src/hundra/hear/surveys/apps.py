from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "hundra.hear.surveys"
    label = "surveys"
    verbose_name = _("Surveys")

    def ready(self) -> None:
        from hundra.core.audit import retention
        from hundra.core.messages import personal
        from hundra.core.ui import navigation
        from hundra.hear.surveys import queries, rules
        from hundra.hear.surveys.queries.waves import lists
        from hundra.hear.surveys.services.waves import letters

        navigation.register(
            section="hear",
            label=_("What people think"),
            url_name="satisfaction",
            rule=rules.may_see_somewhere,
            icon="smile",
            order=6,
        )
        navigation.register(
            section="hear",
            label=_("Ask the staff"),
            url_name="waves",
            rule=rules.may_follow_somewhere,
            icon="clipboard-list",
            order=7,
        )
        navigation.register(
            section="hear",
            label=_("Your surveys"),
            url_name="own_waves",
            rule=rules.is_employee,
            icon="clipboard-pen",
            order=8,
        )
        navigation.register_card(
            label=_("Surveys waiting for your answers"),
            count=lists.waiting_for,
            url_name="own_waves",
            rule=lambda user: lists.waiting_for(user) > 0,
            icon="clipboard-pen",
        )
        personal.register(letters.PURPOSE)
        navigation.register(
            section="hear",
            label=_("Results of staff surveys"),
            url_name="results",
            rule=rules.may_read_results_somewhere,
            icon="chart-column",
            order=12,
        )
        for key, label, days, due in (
            ("surveys.invitations", _("Links to questions"), 60, queries.expired_before),
            ("surveys.quarantine", _("Who was asked when"), 400, queries.quarantined_before),
            ("surveys.comments", _("Comments without names"), 730, queries.written_before),
            ("surveys.responses", _("Answers without names"), 3650, queries.responses_before),
            ("surveys.sums", _("Figures of answers"), 7300, queries.sums_before),
            ("surveys.members", _("Who was asked in a staff survey"), 1825, lists.members_before),
            ("surveys.sealed", _("Sealed answers of staff surveys"), 3650, lists.sealed_before),
        ):
            retention.register(key=key, label=label, days=days, due=due)
