from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "hundra.hear.surveys"
    label = "surveys"
    verbose_name = _("Surveys")

    def ready(self) -> None:
        from hundra.core.audit import retention
        from hundra.core.ui import navigation
        from hundra.hear.surveys import queries, rules

        navigation.register(
            section="hear",
            label=_("What people think"),
            url_name="satisfaction",
            rule=rules.may_see_somewhere,
            icon="smile",
            order=6,
        )
        for key, label, days, due in (
            ("surveys.invitations", _("Links to questions"), 60, queries.expired_before),
            ("surveys.quarantine", _("Who was asked when"), 400, queries.quarantined_before),
            ("surveys.comments", _("Comments without names"), 730, queries.written_before),
            ("surveys.responses", _("Answers without names"), 3650, queries.responses_before),
            ("surveys.sums", _("Figures of answers"), 7300, queries.sums_before),
        ):
            retention.register(key=key, label=label, days=days, due=due)
