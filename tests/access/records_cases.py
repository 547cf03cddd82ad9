"""Cases that the matrix walks."""

from typing import Any

from tests.access.records import Address, World, record
from tests.factories.cases import AttachmentFactory, CaseFactory

from hundra.hear.cases.models import Case, EntryKind, Party


@record("case=secret")
def by_secret(world: World) -> Address:
    return Address({"secret": CaseFactory(unit=world.own).secret}, {"text": "Hur går det?"})


@record("case=no secret")
def by_wrong_secret(world: World) -> Address:
    return Address({"secret": "a" * 22}, {"text": "Hur går det?"})


@record("case=secret file")
def secret_file(world: World) -> Address:
    file = AttachmentFactory(entry__kind=EntryKind.TO_CITIZEN)
    return Address({"secret": file.entry.case.secret, "pk": file.pk})


@record("case=note's file")
def file_of_a_note(world: World) -> Address:
    file = AttachmentFactory(entry__kind=EntryKind.NOTE)
    return Address({"secret": file.entry.case.secret, "pk": file.pk})


def employees_case(world: World, **fields: Any) -> Case:
    user = world.users["employee"]
    party, _made = Party.objects.get_or_create(user=user, defaults={"name": "Påhitt"})
    return CaseFactory(unit=world.own, party=party, **fields)


@record("case=the employee's")
def own_case(world: World) -> Address:
    return Address({"number": employees_case(world).pk}, {"text": "Hur går det?"})


@record("case=the employee's file")
def own_file(world: World) -> Address:
    case = employees_case(world, confidential=True)
    file = AttachmentFactory(entry__case=case, entry__kind=EntryKind.TO_CITIZEN)
    return Address({"number": case.pk, "pk": file.pk})
