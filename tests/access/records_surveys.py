"""Links and comments that the matrix walks."""

from datetime import date

from tests.access.records import Address, World, record
from tests.factories.surveys import asked

from hundra.hear.surveys.models import Comment, Kind
from hundra.hear.surveys.services.question_sets import current


@record("survey=link")
def link(world: World) -> Address:
    return Address({"secret": asked(world.own).secret}, {"easily": "5"})


@record("survey=guessed")
def guessed(world: World) -> Address:
    return Address({"secret": "gissat"}, {"easily": "5"})


@record("survey=thanks")
def thanks(world: World) -> Address:
    return Address({"slug": "service"})


@record("survey=comment")
def comment(world: World) -> Address:
    made = Comment.objects.create(
        question_set=current("service"),
        kind=Kind.CONTACT,
        unit=world.own,
        day=date(2026, 5, 4),
        text="Svara fortare.",
    )
    return Address({"pk": made.pk}, {"to": "gatukontoret"})
