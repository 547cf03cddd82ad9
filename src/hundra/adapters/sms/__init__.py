"""Carriers of SMS: 46elks, and the console of the demo."""

from __future__ import annotations

import re
import sys
from types import TracebackType
from typing import Self

from django.conf import settings

from hundra.adapters.elks46 import Api, LaterError, RefusedError
from hundra.core.messages.carriers import PermanentError, TemporaryError, UnavailableError
from hundra.core.messages.models import Message

NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
# What 46elks takes in one message, of many parts: https://46elks.com/docs/send-sms
LONGEST_TEXT = 1530
UNAUTHORIZED = ("401", "402", "403")


class _Opened:
    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None


class Elks46Carrier(_Opened):
    """Hands texts to 46elks, one request each.

    46elks knows no identity of ours to tell a repeat by. So a request that got no answer is tried
    again and the text may come twice, which is better than not at all.
    """

    def __init__(self, api: Api | None = None) -> None:
        self.api = api or Api.parse(settings.SMS_URL)

    def send(self, message: Message) -> None:
        if not NUMBER.fullmatch(message.recipient):
            raise PermanentError("Not a telephone number with its country code")
        form = {
            "from": settings.SMS_FROM,
            "to": message.recipient,
            "message": message.body_text[:LONGEST_TEXT],
            # The texts hold secret links; 46elks need not keep them.
            "dontlog": "message",
        }
        try:
            answer = self.api.post("sms", form)
        except RefusedError as error:
            if str(error).startswith(UNAUTHORIZED):
                raise UnavailableError(str(error)) from error
            raise PermanentError(str(error)) from error
        except LaterError as error:
            raise TemporaryError(str(error)) from error
        if answer.get("status") == "failed":
            raise PermanentError("46elks could not send it")


class ConsoleCarrier(_Opened):
    """Prints a line for each text and keeps it on the outbox page: the demo's."""

    def send(self, message: Message) -> None:
        sys.stdout.write(f"SMS to {message.recipient}: {message.body_text.splitlines()[:1]}\n")
        sys.stdout.flush()
