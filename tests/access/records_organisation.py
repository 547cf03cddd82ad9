"""Units, people and HR's files that the matrix walks."""

from datetime import date

from tests.access.records import Address, World, record
from tests.factories.organisation import EmploymentFactory, PersonFactory, UnitFactory

from hundra.core.organisation.models import HrUpload, UploadState


@record("unit=own")
def own_unit(world: World) -> Address:
    return Address({"pk": world.own.pk})


@record("unit=empty")
def empty_unit(world: World) -> Address:
    return Address({"pk": UnitFactory(parent=world.own).pk})


@record("person=own")
def own_person(world: World) -> Address:
    return Address({"pk": EmploymentFactory(unit=world.own).person.pk})


@record("person=protected")
def protected_person(world: World) -> Address:
    employment = EmploymentFactory(unit=world.own, person__protected_identity=True)
    return Address({"pk": employment.person.pk})


@record("person=left")
def person_who_left(world: World) -> Address:
    employment = EmploymentFactory(unit=world.own, ends_on=date(2021, 1, 1))
    return Address({"pk": employment.person.pk})


@record("person=nobody")
def nobody(world: World) -> Address:
    return Address({}, {"number": PersonFactory().number})


@record("employment=own")
def own_employment(world: World) -> Address:
    return Address({"pk": EmploymentFactory(unit=world.own).pk})


@record("upload=checked")
def checked_upload(world: World) -> Address:
    kept = HrUpload.objects.create(
        uploaded_by=world.users["administrator"],
        state=UploadState.CHECKED,
        names=["enheter.csv", "personer.csv", "anst.csv"],
    )
    return Address({"key": kept.pk})
