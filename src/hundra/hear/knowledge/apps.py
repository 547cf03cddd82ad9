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
