"""A contact's life, from the first ring to the registered answer.

MENU → WAITING → OFFERED → ACTIVE → WRAP_UP → DONE, or ABANDONED before anyone answered. Every `at`
defaults to now; it exists for simulation and tests. Rows are locked in the order that `routing`
tells; routing comes last in each step.
"""

from hundra.hear.contacts.services.life.answering import answer, end, hand_on, miss
from hundra.hear.contacts.services.life.arriving import queue, receive
from hundra.hear.contacts.services.life.correcting import correct
from hundra.hear.contacts.services.life.registering import register, register_by_hand

__all__ = [
    "answer",
    "correct",
    "end",
    "hand_on",
    "miss",
    "queue",
    "receive",
    "register",
    "register_by_hand",
]
