"""Suggestions that the matrix walks."""

from django.core.files.base import ContentFile
from tests.access.records import Address, World, record
from tests.factories.suggestions import FollowerFactory, SuggestionFactory

from hundra.engines.images import CleanPicture
from hundra.hear.suggestions import pictures
from hundra.hear.suggestions.models import Suggestion


def with_picture(**fields: object) -> Suggestion:
    suggestion = SuggestionFactory(show_picture=True, picture_alt="En bänk", **fields)
    suggestion.picture.save("bank.jpg", ContentFile(b"jpeg"))
    return suggestion


@record("suggestion=new")
def new_suggestion(world: World) -> Address:
    return Address({}, {"audience": "citizens", "text": "Sätt en bänk vid hållplatsen."})


@record("suggestion=own unit")
def at_own_unit(world: World) -> Address:
    return Address({"number": with_picture(unit=world.own).pk})


@record("suggestion=no unit")
def without_unit(world: World) -> Address:
    return Address({"number": SuggestionFactory().pk})


@record("suggestion=published")
def published(world: World) -> Address:
    suggestion = with_picture(unit=world.own, published=True)
    return Address({"number": suggestion.pk}, {"email": "alva@example.se"})


@record("suggestion=inside")
def inside(world: World) -> Address:
    return Address({"number": with_picture(unit=world.own, inside=True).pk})


@record("suggestion=secret")
def by_secret(world: World) -> Address:
    suggestion = with_picture(unit=world.own, asked=True)
    FollowerFactory(suggestion=suggestion, proposer=True)
    return Address({"secret": suggestion.secret}, {"text": "Ja.", "email": "alva@example.se"})


@record("suggestion=no secret")
def by_wrong_secret(world: World) -> Address:
    return Address({"secret": "a" * 22})


@record("follower=confirming")
def confirming(world: World) -> Address:
    follower = FollowerFactory(proposer=True, unconfirmed=True)
    return Address({"secret": follower.suggestion.secret, "follower": follower.secret})


@record("follower=secret")
def follower(world: World) -> Address:
    return Address({"secret": FollowerFactory().secret}, {"do": "leave"})


@record("picture=waiting")
def waiting_picture(world: World) -> Address:
    return Address({"token": pictures.keep(CleanPicture(data=b"jpeg", width=1, height=1))})


@record("suggestion=noted")
def noted(world: World) -> Address:
    number = SuggestionFactory(unit=world.own).pk
    return Address({"number": number, "what": "note"}, {"text": "En anteckning."})


@record("suggestion=accepted")
def accepting(world: World) -> Address:
    number = SuggestionFactory(unit=world.own).pk
    return Address({"number": number, "what": "accept"}, {"text": ""})


@record("suggestion=to publish")
def to_publish(world: World) -> Address:
    number = SuggestionFactory(unit=world.own).pk
    return Address({"number": number}, {"title": "En bänk", "text": "Sätt en bänk."})
