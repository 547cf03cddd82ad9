"""The phone menu of the desk at the world's own unit, and what providers of telephony call.

Providers' addresses come without the secret that only they know.
"""

from django.core.files.base import ContentFile
from django.utils import timezone
from tests.access.records import Address, World, record
from tests.access.records_service_centre import desk_of
from tests.factories.telephony import small

from hundra.hear.contacts.models import Desk, MenuVersion, Recording


@record("telephony=forged")
def forged(world: World) -> Address:
    return Address({"event": "start"}, {"callid": "c1"})


@record("telephony=sound")
def sound(world: World) -> Address:
    return Address({"desk": 1, "menu": 0, "node": "ko", "part": "say", "language": "sv"})


def _desk(world: World) -> Desk:
    """With a menu in use and a draft."""
    desk = desk_of(world)
    if not MenuVersion.objects.filter(desk=desk).exists():
        MenuVersion.objects.create(desk=desk, number=1, tree=small(), published_at=timezone.now())
        MenuVersion.objects.create(desk=desk, number=2, tree=small())
    return desk


def _address(world: World, **more: object) -> dict[str, object]:
    return {"slug": _desk(world).slug, **more}


@record("telephony=desk")
def desk(world: World) -> Address:
    return Address(_address(world))


@record("telephony=basics")
def basics(world: World) -> Address:
    return Address(
        _address(world), {"languages": ["sv", "en"], "first": "sv", "start": "valkommen"}
    )


@record("telephony=new step")
def new_step(world: World) -> Address:
    return Address(_address(world), {"title": "Sommar", "kind": "say"})


@record("telephony=crisis")
def crisis(world: World) -> Address:
    return Address(_address(world), {"text_sv": "Koka vattnet.", "sure": "on"})


@record("telephony=step")
def step(world: World) -> Address:
    return Address(_address(world, key="hej"), {"title": "Hej"})


@record("telephony=version")
def version(world: World) -> Address:
    return Address(_address(world, number=1))


@record("telephony=recording")
def recording(world: World) -> Address:
    desk = _desk(world)
    made = Recording(desk=desk, name="Hej", language="sv", said="Hej")
    made.file.save("hej.wav", ContentFile(b"RIFF\0\0\0\0WAVE"))
    return Address(_address(world, pk=made.pk))
