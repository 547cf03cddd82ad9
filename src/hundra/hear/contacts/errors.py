"""What can go wrong at a desk, in sentences that tell what to do."""

from __future__ import annotations


class ContactsError(Exception):
    """The base of all; its text is for the one who asked, in their language."""
