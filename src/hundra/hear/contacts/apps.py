from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactsConfig(AppConfig):
    name = "hundra.hear.contacts"
    label = "contacts"
    verbose_name = _("Service centre")

    def ready(self) -> None:
        _register_guide()
        _register_asking()
        _register_configuring()


def _register_guide() -> None:
    from hundra.core.ui import navigation
    from hundra.hear.contacts import rules

    navigation.register(
        section="hear",
        label=_("Answer contacts"),
        url_name="service_centre",
        rule=rules.is_guide,
        icon="headset",
        order=1,
    )
    navigation.register(
        section="hear",
        label=_("Contacts"),
        url_name="contacts",
        rule=rules.may_see_contacts_somewhere,
        icon="messages-square",
        order=3,
        covers=("contact_new",),
    )


def _register_asking() -> None:
    """How it went with a case; and what desks and channels are called, which surveys don't know."""
    from hundra.hear.cases import closing
    from hundra.hear.contacts.models import Channel, Desk
    from hundra.hear.contacts.services.asking import ask_after_case
    from hundra.hear.surveys import naming

    closing.register(ask_after_case)

    naming.register("channel", lambda: {str(value): name for value, name in Channel.choices})
    naming.register("desk", lambda: dict(Desk.objects.values_list("slug", "name")))


def _register_configuring() -> None:
    from hundra.core.ui import navigation
    from hundra.hear.contacts import rules

    navigation.register(
        section="hear",
        label=_("Service centres"),
        url_name="desks",
        rule=rules.is_configurer,
        icon="phone-forwarded",
        order=6,
    )
