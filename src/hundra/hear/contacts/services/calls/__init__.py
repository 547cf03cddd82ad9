"""Telephone calls: events of any provider in, the next action out."""

from hundra.hear.contacts.services.calls.handling import handle
from hundra.hear.contacts.services.calls.receipts import once
from hundra.hear.contacts.services.calls.ringing_back import ring_back
from hundra.hear.contacts.services.calls.silence import settle_silent

__all__ = ["handle", "once", "ring_back", "settle_silent"]
