"""The service centre at the world's own unit, where the matrix's guide works, and another's."""

from django.core.files.base import ContentFile
from tests.access.records import Address, World, record
from tests.factories.contacts import ContactFactory, DeskFactory
from tests.factories.knowledge import ContactReasonFactory

from hundra.core.accounts.models import User
from hundra.hear.contacts.models import (
    Call,
    Channel,
    Contact,
    ContactState,
    Desk,
    Guide,
    Outcome,
    VoiceMessage,
)

OWN = "matrisens-servicecenter"


def desk_of(world: World) -> Desk:
    """The desk at the own unit, with the matrix's guide at it; the same for all records."""
    known = Desk.objects.filter(slug=OWN).first()
    if known is not None:
        return known
    desk: Desk = DeskFactory(slug=OWN, unit=world.own)
    user = world.users["guide"]
    assert isinstance(user, User)
    channels = [str(channel) for channel in Channel]
    Guide.objects.create(desk=desk, user=user, channels=channels)
    return desk


def _address(contact: Contact) -> Address:
    return Address({"pk": contact.pk})


@record("service centre=contact")
def contact(world: World) -> Address:
    return _address(ContactFactory(desk=desk_of(world), channel=Channel.EMAIL))


@record("service centre=contact at hand")
def contact_at_hand(world: World) -> Address:
    desk = desk_of(world)
    held = ContactFactory(
        desk=desk, state=ContactState.ACTIVE, channel=Channel.EMAIL, guide=desk.guides.get()
    )
    return _address(held)


@record("service centre=contact done")
def contact_done(world: World) -> Address:
    desk = desk_of(world)
    done = ContactFactory(
        desk=desk,
        state=ContactState.DONE,
        guide=desk.guides.get(),
        outcome=Outcome.SOLVED,
        reason=ContactReasonFactory(),
    )
    return _address(done)


@record("service centre=contact elsewhere")
def contact_elsewhere(world: World) -> Address:
    return _address(ContactFactory(desk=DeskFactory(unit=world.other), channel=Channel.EMAIL))


def _voice(desk: Desk) -> Address:
    call = Call.objects.create(
        contact=ContactFactory(desk=desk), provider="46elks", provider_id=f"matrisen-{desk.pk}"
    )
    message = VoiceMessage(call=call, address="https://leverantor.example/1")
    message.file.save("1.wav", ContentFile(b"RIFF\x00\x00\x00\x00WAVE"))
    return Address({"pk": message.pk})


@record("service centre=voice message")
def voice_message(world: World) -> Address:
    return _voice(desk_of(world))


@record("service centre=voice message elsewhere")
def voice_message_elsewhere(world: World) -> Address:
    return _voice(DeskFactory(unit=world.other))
