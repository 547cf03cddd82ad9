"""The central path: a visitor suggests, gets a receipt, is answered, and hears of it."""

import re

import pytest
from django.urls import reverse
from tests.factories.accounts import user_with
from tests.factories.organisation import UnitFactory
from tests.hear.suggestions.forms import given

from hundra.core.accounts.models import Role
from hundra.core.messages.models import Message
from hundra.hear.suggestions.models import Suggestion, SuggestionState

pytestmark = pytest.mark.django_db


def links(message: Message) -> list[str]:
    return re.findall(r"https?://[^/\s]+(/\S+)", message.body_text)


def test_from_suggestion_to_reply(client):
    answer = client.post(reverse("suggest"), given())
    suggestion = Suggestion.objects.get()
    assert answer.status_code == 302
    assert answer.url == reverse("suggestion_thanks", kwargs={"secret": suggestion.secret})
    assert client.get(answer.url).status_code == 200

    receipt = Message.objects.get(purpose="suggestion.received")
    assert receipt.recipient == "alva@example.se"
    confirming = links(receipt)[0]
    assert client.get(confirming).url == reverse(
        "suggestion_way", kwargs={"secret": suggestion.secret}
    )

    communicator = user_with(Role.COMMUNICATOR, UnitFactory())
    client.force_login(communicator)
    assert suggestion.text[:20] in client.get(reverse("suggestion_inbox")).text
    url = reverse("suggestion_act", kwargs={"number": suggestion.pk, "what": "decline"})
    answer = client.post(url, {"text": "Det står redan en bänk där.", "seen": suggestion.version})
    assert answer.status_code == 302
    client.logout()

    suggestion.refresh_from_db()
    assert suggestion.state == SuggestionState.DECLINED
    reply = Message.objects.get(purpose="suggestion.replied")
    assert "Det står redan en bänk där." in reply.body_text
    way = client.get(reverse("suggestion_way", kwargs={"secret": suggestion.secret}))
    assert "Det står redan en bänk där." in way.text
    assert not client.cookies or not any(cookie.value for cookie in client.cookies.values())
