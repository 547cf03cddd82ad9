"""The addresses of telephone providers, without the secret that only they know."""

from tests.access.records import Address, World, record


@record("telephony=forged")
def forged(world: World) -> Address:
    return Address({"event": "start"}, {"callid": "c1"})


@record("telephony=sound")
def sound(world: World) -> Address:
    return Address({"desk": 1, "menu": 0, "node": "ko", "part": "say", "language": "sv"})
