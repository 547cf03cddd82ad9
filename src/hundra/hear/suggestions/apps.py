from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SuggestionsConfig(AppConfig):
    name = "hundra.hear.suggestions"
    label = "suggestions"
    verbose_name = _("Suggestions")

    def ready(self) -> None:
        from hundra.core.audit import retention
        from hundra.core.ui import navigation
        from hundra.hear.suggestions import queries, rules, services, similar

        similar.register(similar.published_suggestions)
        inside = rules.may_suggest_inside
        for label, url_name, rule, icon, order in (
            (_("Inbox"), "suggestion_inbox", rules.may_open_inbox, "inbox", 10),
            (_("Suggest something"), "suggest_inside", inside, "lightbulb", 20),
            (_("My suggestions"), "my_suggestions", inside, "user-round", 30),
            (_("All suggestions"), "suggestions_inside", inside, "messages-square", 40),
        ):
            navigation.register(
                section="hear", label=label, url_name=url_name, rule=rule, icon=icon, order=order
            )
        navigation.register_card(
            label=_("Suggestions to sort"),
            count=queries.to_sort_count,
            url_name="suggestion_inbox",
            rule=rules.may_open_inbox,
            icon="inbox",
            order=10,
            section="hear",
            query="?state=new",
        )
        navigation.register_card(
            label=_("Replies that are late"),
            count=queries.overdue_count,
            url_name="suggestion_inbox",
            rule=rules.may_open_inbox,
            icon="alarm-clock",
            order=11,
            section="hear",
            query="?due=overdue",
        )
        navigation.register_link(
            place="header", label=_("Suggestions"), url_name="suggestions", order=20
        )
        retention.register(
            key="suggestions.addresses",
            label=_("Addresses of those who follow suggestions that have ended"),
            days=365,
            due=queries.addresses_past,
            dispose=services.remove_addresses,
        )
        retention.register(
            key="suggestions.declined",
            label=_("Declined suggestions that were never published"),
            days=730,
            due=queries.declined_past,
            files=lambda suggestion: [suggestion.picture],
        )
