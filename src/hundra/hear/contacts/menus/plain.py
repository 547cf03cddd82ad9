"""The menu of a desk that has published none: a queue when open, a sentence when closed."""

from __future__ import annotations

from hundra.hear.contacts.menus.tree import Kind, Node, Tree

PLAIN = Tree(
    languages=("sv", "en"),
    start="oppet",
    nodes={
        "oppet": Node(key="oppet", kind=Kind.HOURS, next="ko", closed="stangt"),
        "ko": Node(
            key="ko",
            kind=Kind.QUEUE,
            say={
                "sv": "Välkommen. Du står i kö, och en vägledare svarar så snart någon är ledig.",
                "en": "Welcome. You are in line, and a guide will answer as soon as one is free.",
            },
        ),
        "stangt": Node(
            key="stangt",
            kind=Kind.HANG_UP,
            say={
                "sv": "Vi har stängt just nu. Välkommen att ringa när vi har öppet igen.",
                "en": "We are closed. Please call again when we are open.",
            },
        ),
    },
)
