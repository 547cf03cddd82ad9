"""Who is helped by whom at a service centre, and later how long it takes."""

from hundra.engines.queueing.choice import (
    Assignment,
    Choice,
    Free,
    Rules,
    Skills,
    Unserved,
    Waiting,
    choose,
)

__all__ = [
    "Assignment",
    "Choice",
    "Free",
    "Rules",
    "Skills",
    "Unserved",
    "Waiting",
    "choose",
]
