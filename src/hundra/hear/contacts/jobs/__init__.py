"""The desks' background work, one part for each room."""

from hundra.hear.contacts.jobs import desk, mail, voice

__all__ = ["desk", "mail", "voice"]
