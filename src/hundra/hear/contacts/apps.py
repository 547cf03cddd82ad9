from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactsConfig(AppConfig):
    name = "hundra.hear.contacts"
    label = "contacts"
    verbose_name = _("Service centre")

    def ready(self) -> None:
        _register_importing()
        _register_retention()
        _register_guide()
        _register_mail()
        _register_phone_menu()
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


def _register_mail() -> None:
    from hundra.core.messages import personal
    from hundra.core.ui import navigation
    from hundra.hear.cases import replying
    from hundra.hear.contacts import rules
    from hundra.hear.contacts.services.letters.in_cases import reply_address
    from hundra.hear.suggestions.rules import may_suggest_inside

    for label, url_name, rule, icon, order in (
        (_("Visits"), "visits", rules.is_guide, "door-open", 2),
        (
            _("Stopped mail"),
            "refused_mail",
            rules.may_see_contacts_somewhere,
            "mail-warning",
            8,
        ),
        (
            _("Ask the internal service centre"),
            "contact_desk_inside",
            may_suggest_inside,
            "message-circle-question-mark",
            6,
        ),
    ):
        navigation.register(
            section="hear", label=label, url_name=url_name, rule=rule, icon=icon, order=order
        )
    replying.register(reply_address)
    personal.register("contacts.reply")
    navigation.register_link(place="header", label=_("Contact us"), url_name="contact_us", order=8)


def _register_importing() -> None:
    from hundra.core.ui import faults, navigation
    from hundra.hear.contacts import rules
    from hundra.hear.contacts.importing.wording import FAULTS

    faults.register(FAULTS)
    navigation.register(
        section="hear",
        label=_("Take in contacts"),
        url_name="contact_imports",
        rule=rules.is_configurer,
        icon="file-input",
        order=9,
    )


def _register_retention() -> None:
    from hundra.core.audit import retention
    from hundra.hear.contacts.queries import retaining as past
    from hundra.hear.contacts.services import retaining

    retention.register(
        key="contacts.persons",
        label=_("Who got in touch and what was noted; what is counted stays"),
        days=730,
        due=past.contacts_before,
        dispose=retaining.empty_contacts,
    )
    retention.register(
        key="contacts.letters",
        label=_("Letters by e-mail, with enclosures"),
        days=365,
        due=past.letters_before,
        files=lambda letter: [one.file for one in letter.enclosures.all()],
    )
    retention.register(
        key="contacts.calls",
        label=_("Telephone numbers of calls"),
        days=180,
        due=past.calls_before,
        dispose=retaining.empty_calls,
    )
    retention.register(
        key="contacts.voice_messages",
        label=_("Voice messages"),
        days=90,
        due=past.voice_messages_before,
        files=lambda message: [message.file],
    )
    retention.register(
        key="contacts.refused_mail",
        label=_("Notes of mail that was refused"),
        days=90,
        due=past.refused_mail_before,
    )
    # After the others in the night's order, so that those who have nothing left go the same night.
    retention.register(
        key="parties.left",
        label=_("People whom no contact or case is about any more"),
        days=30,
        due=past.parties_left_before,
    )


def _register_phone_menu() -> None:
    from hundra.core.audit import retention
    from hundra.core.ui import navigation
    from hundra.hear.contacts import rules
    from hundra.hear.contacts.queries import receipts

    navigation.register(
        section="hear",
        label=_("Phone menu"),
        url_name="phone_menus",
        rule=rules.is_configurer,
        icon="phone",
        order=8,
    )
    retention.register(
        key="contacts.webhooks",
        label=_("Webhooks from telephone providers"),
        days=30,
        due=receipts.before,
    )
