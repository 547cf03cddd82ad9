"""Files of contacts, and ways of reading them, that the matrix walks."""

from tests.access.records import Address, World, record
from tests.factories.contacts import DeskFactory

from hundra.hear.contacts.models import ContactImport, ImportMapping, ImportState


def _file(world: World, sender: str, state: ImportState) -> ContactImport:
    return ContactImport.objects.create(
        sent_by=world.users[sender],
        desk=DeskFactory(unit=world.own),
        state=state,
        name="export.csv",
        profile={"lines": 0, "columns": []},
    )


@record("contact_import=manager")
def file_to_map(world: World) -> Address:
    return Address({"key": _file(world, "manager", ImportState.MAPPING).pk})


@record("contact_import=administrator")
def administrators_file(world: World) -> Address:
    return Address({"key": _file(world, "administrator", ImportState.CHECKED).pk})


@record("contact_mapping=own")
def mapping(world: World) -> Address:
    made = ImportMapping.objects.create(name="Gammalt system", desk=DeskFactory(unit=world.own))
    return Address({"pk": made.pk})
