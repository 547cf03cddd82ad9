"""A message and a job. The matrix's operator is so at a unit; opening one needs the whole house."""

from tests.access.records import Address, World, record

from hundra.core.messages.models import Message, MessageState


@record("message=failed")
def failed_message(world: World) -> Address:
    message = Message.objects.create(
        recipient="alva@example.org",
        subject="Hej",
        body_text="Hej",
        purpose="test",
        state=MessageState.FAILED,
    )
    return Address({"pk": message.pk})


@record("job=1")
def some_job(world: World) -> Address:
    return Address({"number": 1})
