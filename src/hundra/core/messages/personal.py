"""Letters that people write to each other: operators see that they leave, not what they say.

An app that sends such letters names their purpose, in `AppConfig.ready()`:

    personal.register("contacts.reply")

The demo, which prints its mail, shows all.
"""

from __future__ import annotations

from django.conf import settings

from hundra.core.messages.models import Message

CONSOLE = "ConsoleCarrier"

_purposes: set[str] = set()


def register(purpose: str) -> None:
    """Called from AppConfig.ready()."""
    _purposes.add(purpose)


def purposes() -> frozenset[str]:
    return frozenset(_purposes)


def is_printed(channel: str) -> bool:
    """Do messages of the channel leave nothing but the log, as in the demo?"""
    return str(settings.CARRIERS.get(channel, "")).endswith(CONSOLE)


def is_hidden(message: Message) -> bool:
    """Are its subject, text and files for its receiver alone, being somebody's letter?"""
    return message.purpose in _purposes and not is_printed(message.channel)
