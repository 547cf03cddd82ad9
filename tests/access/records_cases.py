"""Cases that the matrix walks."""

from typing import Any

from tests.access.records import Address, World, record, unit
from tests.factories.cases import AttachmentFactory, CaseFactory, DisclosureFactory

from hundra.core.organisation.models import UnitKind
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


@record("case=new")
def to_open(world: World) -> Address:
    return Address({}, {"title": "Trasig gatlampa", "unit": world.own.pk})


@record("case=own unit")
def at_own_unit(world: World) -> Address:
    return Address({"number": CaseFactory(unit=world.own).pk})


@record("case=confidential")
def confidential(world: World) -> Address:
    return Address({"number": CaseFactory(unit=world.own, confidential=True).pk})


@record("case=confidential below")
def confidential_below(world: World) -> Address:
    """At a unit under the one where all hold their roles."""
    below = unit("BELOW", UnitKind.UNIT, world.own)
    return Address({"number": CaseFactory(unit=below, confidential=True).pk})


@record("case=noted")
def noted(world: World) -> Address:
    number = CaseFactory(unit=world.own).pk
    return Address({"number": number, "what": "anteckna"}, {"text": "Ringt."})


@record("case=confidential noted")
def confidential_noted(world: World) -> Address:
    number = CaseFactory(unit=world.own, confidential=True).pk
    return Address({"number": number, "what": "anteckna"}, {"text": "Ringt."})


@record("case=secrecy lifted")
def secrecy_lifted(world: World) -> Address:
    number = CaseFactory(unit=world.own, confidential=True).pk
    return Address({"number": number, "what": "oppen"}, {"cause": "Misstag."})


@record("case=file")
def work_file(world: World) -> Address:
    file = AttachmentFactory(entry__case__unit=world.own)
    return Address({"number": file.entry.case_id, "pk": file.pk})


@record("case=confidential file")
def confidential_file(world: World) -> Address:
    file = AttachmentFactory(entry__case__unit=world.own, entry__case__confidential=True)
    return Address({"number": file.entry.case_id, "pk": file.pk})


@record("case=looked at")
def looked_at(world: World) -> Address:
    case = CaseFactory(unit=world.own)
    return Address({"number": case.pk}, {"seen": case.version, "look": "1"})


def given_out(world: World, **fields: Any) -> Address:
    case = CaseFactory(unit=world.own, **fields)
    given = DisclosureFactory(case=case, given_by=world.users["handler"])
    return Address({"number": case.pk, "key": given.pk})


@record("case=given out")
def plain_given_out(world: World) -> Address:
    return given_out(world)


@record("case=confidential given out")
def confidential_given_out(world: World) -> Address:
    return given_out(world, confidential=True)
