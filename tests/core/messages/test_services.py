import threading

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from hundra.core.messages.errors import InvalidMessageError, NotPossibleError
from hundra.core.messages.models import Message, MessageState
from hundra.core.messages.services import Draft, cancel, resend, send, send_many

LETTER = {"to": "alva@example.org", "subject": "Hej", "text": "Hej Alva", "purpose": "test"}


def jobs() -> list[tuple[str, dict]]:
    return list(ProcrastinateJob.objects.values_list("task_name", "args"))


@pytest.mark.django_db
def test_sending_queues_the_message_and_one_job():
    message = send(**LETTER, html="<p>Hej Alva</p>", headers={"Reply-To": "svar@example.org"})

    stored = Message.objects.get()
    assert stored == message
    assert (stored.recipient, stored.subject) == ("alva@example.org", "Hej")
    assert (stored.body_text, stored.body_html) == ("Hej Alva", "<p>Hej Alva</p>")
    assert (stored.state, stored.attempts) == (MessageState.QUEUED, 0)
    assert stored.headers == {"Reply-To": "svar@example.org"}
    assert jobs() == [("messages.deliver", {"first": str(message.pk), "channel": "email"})]


@pytest.mark.django_db
def test_a_rolled_back_transaction_leaves_neither_message_nor_job():
    with transaction.atomic():
        send(**LETTER)
        transaction.set_rollback(True)

    assert not Message.objects.exists()
    assert jobs() == []


@pytest.mark.django_db
def test_the_same_key_queues_once_and_gives_the_first_message():
    first = send(**LETTER, key="delivered:37:alva")
    second = send(**{**LETTER, "subject": "Hej igen"}, key="delivered:37:alva")

    assert second == first
    assert second.subject == "Hej"
    assert Message.objects.count() == 1
    assert len(jobs()) == 1


@pytest.mark.django_db
def test_the_same_key_twice_in_one_call_queues_once():
    draft = Draft(**LETTER, key="once")

    assert send_many([draft, draft])[0] == send_many([draft])[0]
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_key_from_two_connections_at_once_queues_once():
    found = []

    def other() -> None:
        try:
            found.append(send(**LETTER, key="race").pk)
        finally:
            connection.close()

    thread = threading.Thread(target=other)
    with transaction.atomic():
        mine = send(**LETTER, key="race")
        thread.start()
        thread.join(0.3)
        assert thread.is_alive()  # It waits for us to commit or not.
    thread.join()

    assert found == [mine.pk]
    assert Message.objects.count() == 1


@pytest.mark.django_db
def test_many_messages_share_one_job():
    drafts = [Draft(**{**LETTER, "to": f"bo{n}@example.org"}) for n in range(250)]

    messages = send_many(drafts)

    assert [message.recipient for message in messages] == [draft.to for draft in drafts]
    assert Message.objects.count() == 250
    assert jobs() == [("messages.deliver", {"first": None, "channel": "email"})]


@pytest.mark.django_db
def test_nothing_to_send_makes_no_job():
    assert send_many([]) == []
    assert jobs() == []


@pytest.mark.django_db
def test_line_breaks_in_a_subject_become_spaces():
    message = send(**{**LETTER, "subject": "Hej\r\nBcc: alla@example.org\x00\u2028!"})

    assert message.subject == "Hej Bcc: alla@example.org !"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changed",
    [
        {"to": "alva"},
        {"to": "alva@example.org\nBcc: bo@example.org"},
        {"to": "alva@example.org, bo@example.org"},
        {"to": ""},
        {"headers": {"Bcc": "bo@example.org"}},
        {"headers": {"Message-ID": "<1@example.org>"}},
        {"headers": {"Reply-To": "a@example.org\r\nBcc: bo@example.org"}},
    ],
)
def test_what_can_never_be_sent_is_refused(changed):
    with pytest.raises(InvalidMessageError):
        send(**{**LETTER, **changed})

    assert not Message.objects.exists()


@pytest.mark.django_db
def test_international_domains_are_accepted():
    assert send(**{**LETTER, "to": "alva@påhitt.example"}).recipient == "alva@påhitt.example"


@pytest.mark.django_db
def test_a_failed_message_can_be_sent_again_with_all_its_tries():
    message = send(**LETTER)
    Message.objects.update(state=MessageState.FAILED, attempts=16, last_error="550 No")

    again = resend(message)

    assert (again.state, again.attempts, again.last_error) == (MessageState.QUEUED, 0, "")
    assert jobs()[-1] == ("messages.deliver", {"first": str(message.pk), "channel": "email"})


@pytest.mark.django_db
@pytest.mark.parametrize("state", [MessageState.SENT, MessageState.SENDING, MessageState.QUEUED])
def test_only_what_has_stopped_can_be_sent_again(state):
    message = send(**LETTER)
    Message.objects.update(state=state)

    with pytest.raises(NotPossibleError):
        resend(message)


@pytest.mark.django_db
def test_a_waiting_message_can_be_cancelled():
    message = send(**LETTER)

    assert cancel(message).state == MessageState.CANCELLED


@pytest.mark.django_db
@pytest.mark.parametrize("state", [MessageState.SENT, MessageState.SENDING])
def test_what_has_left_cannot_be_cancelled(state):
    message = send(**LETTER)
    Message.objects.update(state=state)

    with pytest.raises(NotPossibleError):
        cancel(message)
