"""A small phone menu, and the simulator's way to the product without a server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.test import Client

from hundra.adapters.voice.simulator.transport import Answer


def small() -> dict[str, Any]:
    """Two languages, hours, a menu, two queues, a callback offer, a message, a goodbye."""
    return {
        "languages": ["sv", "en"],
        "start": "valkommen",
        "nodes": {
            "valkommen": {"kind": "say", "say": {"sv": "Välkommen."}, "next": "sprak"},
            "sprak": {
                "kind": "language",
                "say": {"sv": "För svenska, tryck 1.", "en": "For English, press 2."},
                "keys": {"1": "sv", "2": "en"},
                "next": "tider",
                "repeat": 2,
            },
            "tider": {"kind": "hours", "next": "val", "closed": "stangt"},
            "val": {
                "kind": "menu",
                "title": "Ämnen",
                "say": {"sv": "Skola, tryck 1. Annat, tryck 2.", "en": "School 1, other 2."},
                "keys": {"1": "skola", "2": "annat", "9": "val"},
                "silent": "annat",
            },
            "skola": {
                "kind": "queue",
                "say": {"sv": "Du är i kö.", "en": "You are in line."},
                "reason": "skola",
                "priority": 40,
                "keys": {"1": "ring-upp"},
            },
            "annat": {"kind": "queue", "say": {"sv": "Vänta.", "en": "Please wait."}},
            "ring-upp": {
                "kind": "callback",
                "say": {"sv": "Tryck 1 för att bli uppringd.", "en": "Press 1 for a callback."},
                "done": {"sv": "Vi ringer upp.", "en": "We will call you."},
                "keys": {"1": "ja"},
                "next": "skola",
            },
            "stangt": {
                "kind": "say",
                "say": {"sv": "Det är stängt.", "en": "We are closed."},
                "next": "meddelande",
            },
            "meddelande": {
                "kind": "record",
                "say": {"sv": "Lämna ett meddelande.", "en": "Leave a message."},
                "next": "hej",
            },
            "hej": {"kind": "hang_up", "say": {"sv": "Hej då.", "en": "Goodbye."}},
        },
    }


class ClientTransport:
    """To the product through Django's test client: the same requests, without a server."""

    def __init__(self) -> None:
        self.client = Client()
        self.posted: list[str] = []

    def post(self, url: str, form: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        self.posted.append(url)
        parts = urlsplit(url)
        answer = self.client.post(f"{parts.path}?{parts.query}", dict(form), headers=dict(headers))
        return Answer(answer.status_code, answer.content)

    def get(self, url: str) -> Answer:
        answer = self.client.get(url)
        return Answer(answer.status_code, b"".join(answer))
