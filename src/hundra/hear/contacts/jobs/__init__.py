"""The desks' background work, one part for each room."""

from hundra.hear.contacts.jobs import desk, voice

__all__ = ["desk", "voice"]
