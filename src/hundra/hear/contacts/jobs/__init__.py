"""The desks' background work, one part for each room."""

from hundra.hear.contacts.jobs import voice

__all__ = ["voice"]
