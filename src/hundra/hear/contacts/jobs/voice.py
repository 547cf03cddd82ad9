"""What is asked of the telephone provider, outside of any transaction."""

from __future__ import annotations

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hundra.hear.contacts.models import Call, VoiceMessage
from hundra.hear.contacts.services.calls import messages, ringing_back, settle_silent
from hundra.hear.contacts.telephony import TelephonyError


@app.task(
    name="contacts.fetch_message",
    queue="voice",
    # 46elks keeps recordings for 72 hours.
    retry=RetryStrategy(max_attempts=10, exponential_wait=4, retry_exceptions={TelephonyError}),
)
def fetch_message(message: int) -> None:
    """Brings home a spoken message."""
    messages.fetch(VoiceMessage.objects.get(pk=message))


@app.task(name="contacts.ring", queue="voice")
def ring(call: int) -> None:
    """Places a call to a guide who is to ring somebody back. Never twice."""
    ringing_back.place(Call.objects.select_related("guide", "contact__desk").get(pk=call))


@app.periodic(cron="*/5 * * * *")
@app.task(name="contacts.settle_silent", queueing_lock="contacts.settle_silent", queue="voice")
def settle_silent_calls(timestamp: int) -> None:
    """Ends calls whose end was never told. A demo's calls go by the simulator's clock, not ours."""
    if not settings.DEMO:
        settle_silent()
