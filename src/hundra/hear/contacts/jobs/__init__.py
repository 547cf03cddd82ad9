"""The desks' background work, one part for each room."""

from hundra.hear.contacts.jobs import desk, importing, mail, voice

__all__ = ["desk", "importing", "mail", "voice"]
