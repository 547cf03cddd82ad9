"""Letters, visits and callbacks that the matrix walks."""

from django.core.files.base import ContentFile
from tests.access.records import Address, World, record
from tests.access.records_service_centre import desk_of
from tests.factories.contacts import ContactFactory

from hundra.hear.contacts.forms.writing_in import opened_now
from hundra.hear.contacts.models import Channel, Contact, Enclosure, Letter
from hundra.hear.contacts.views.public.shared import secret_of


def with_letter(world: World) -> Contact:
    contact = ContactFactory(desk=desk_of(world), channel=Channel.EMAIL)
    letter = Letter.objects.create(
        contact=contact, message_id=f"matris{contact.pk}@x", sender="alva@example.se", text="Hej"
    )
    enclosure = Enclosure(letter=letter, name="a.pdf", media_type="application/pdf", size=1)
    enclosure.file.save("a", ContentFile(b"a"), save=False)
    enclosure.save()
    return contact


@record("letters=waiting")
def waiting(world: World) -> Address:
    data = {"text": "Hej!", "key": "1", "do": "send"}
    return Address({"pk": with_letter(world).pk}, data)


@record("enclosure=own desk")
def enclosure(world: World) -> Address:
    file = Enclosure.objects.get(letter__contact=with_letter(world))
    return Address({"pk": file.pk})


@record("visit=chosen")
def visit(world: World) -> Address:
    desk_of(world)
    return Address({}, {"language": "sv", "reason": ""})


@record("visit=place")
def place(world: World) -> Address:
    desk_of(world)
    return Address({}, {"place": "Lucka 3"})


@record("visit=ticket")
def ticket(world: World) -> Address:
    contact = ContactFactory(desk=desk_of(world), channel=Channel.VISIT, ticket="A1")
    return Address({"pk": contact.pk})


@record("room=own desk")
def room(world: World) -> Address:
    return Address({"slug": desk_of(world).slug})


@record("room=none")
def no_room(world: World) -> Address:
    return Address({"slug": "finns-inte"})


@record("webform=new")
def webform(world: World) -> Address:
    return Address({}, {"text": "Hej!", "language": "sv", "opened": opened_now()})


@record("webform=receipt")
def receipt(world: World) -> Address:
    contact = ContactFactory(desk=desk_of(world), channel=Channel.WEB)
    return Address({"secret": secret_of(contact)})


@record("webform=forged")
def forged(world: World) -> Address:
    contact = ContactFactory(desk=desk_of(world), channel=Channel.WEB)
    return Address({"secret": f"{contact.pk}:{'a' * 43}"})


@record("callback=booked")
def booked(world: World) -> Address:
    contact = ContactFactory(desk=desk_of(world), callback_to="+46701234567")
    return Address({"secret": secret_of(contact)})


@record("callback=new")
def callback(world: World) -> Address:
    return Address({}, {"phone": "070-123 45 67", "when": "soon", "opened": opened_now()})
