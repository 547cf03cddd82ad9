"""Packages of articles that the matrix walks: only who sent one sees its report."""

from tests.access.records import Address, World, record
from tests.factories.accounts import user_with

from hundra.core.accounts.models import Role, User
from hundra.hear.knowledge.models import ImportState, KnowledgeUpload


@record("knowledge_upload=own")
def own_upload(world: World) -> Address:
    editor = world.users["editor"]
    assert isinstance(editor, User)
    return _upload(editor)


@record("knowledge_upload=another")
def anothers_upload(world: World) -> Address:
    return _upload(user_with(Role.EDITOR, world.own))


def _upload(by: User) -> Address:
    kept = KnowledgeUpload.objects.create(
        uploaded_by=by, state=ImportState.CHECKED, name="allt.zip", data=b""
    )
    return Address({"key": kept.pk})
