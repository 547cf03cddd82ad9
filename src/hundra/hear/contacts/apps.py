from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactsConfig(AppConfig):
    name = "hundra.hear.contacts"
    label = "contacts"
    verbose_name = _("Service centre")

    def ready(self) -> None:
        _register_guide()


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
