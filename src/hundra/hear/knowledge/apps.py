from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "hundra.hear.knowledge"
    label = "knowledge"
    verbose_name = _("Knowledge")

    def ready(self) -> None:
        from hundra.core.ui import navigation
        from hundra.hear.knowledge import nearby, rules

        navigation.register_link(place="header", label=_("Help"), url_name="help", order=5)
        navigation.register(
            section="hear",
            label=_("Knowledge"),
            url_name="knowledge",
            rule=rules.may_search_inside,
            icon="book-open",
            order=5,
        )

        post_migrate.connect(nearby.make, sender=self, dispatch_uid="knowledge.nearby")
        _register_editing()
        _register_learning()


def _register_learning() -> None:
    from hundra.core.audit import retention
    from hundra.core.ui import navigation
    from hundra.hear.knowledge import rules
    from hundra.hear.knowledge.queries import learning as seen
    from hundra.hear.knowledge.services import learning

    navigation.register(
        section="hear",
        label=_("What use teaches"),
        url_name="searches",
        rule=rules.is_editor,
        icon="graduation-cap",
        order=65,
        covers=("verdicts", "usage", "synonyms"),
    )
    navigation.register_card(
        label=_("Answers that did not help"),
        count=seen.to_handle_count,
        url_name="verdicts",
        rule=rules.is_editor,
        icon="thumbs-down",
        order=32,
        section="hear",
    )
    retention.register(
        key="knowledge.searches",
        label=_("What people have searched for, without who"),
        days=400,
        due=seen.searches_before,
    )
    retention.register(
        key="knowledge.verdicts",
        label=_("What readers wrote of articles"),
        days=400,
        due=seen.verdicts_before,
        dispose=learning.forget_comments,
    )


def _register_editing() -> None:
    from hundra.core.ui import navigation
    from hundra.hear.knowledge import rules
    from hundra.hear.knowledge.queries import editing

    for label, url_name, icon, order in (
        (_("Articles to edit"), "editing_articles", "file-pen-line", 60),
        (_("Films to edit"), "editing_films", "clapperboard", 61),
        (_("Topics and reasons"), "editing_topics", "shapes", 62),
    ):
        navigation.register(
            section="hear",
            label=label,
            url_name=url_name,
            rule=rules.is_editor,
            icon=icon,
            order=order,
        )
    for label, count, query, icon, order in (
        (_("Articles to approve"), editing.waiting_count, "?del=waiting", "check-check", 30),
        (
            _("Articles to look through"),
            editing.to_review_count,
            "?del=to_review",
            "calendar-clock",
            31,
        ),
    ):
        navigation.register_card(
            label=label,
            count=count,
            url_name="editing_articles",
            rule=rules.is_editor,
            icon=icon,
            order=order,
            section="hear",
            query=query,
        )
