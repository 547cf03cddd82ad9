"""One change of the tree at a time."""

from __future__ import annotations

from django.db.backends.utils import CursorWrapper


def lock_tree(cursor: CursorWrapper) -> None:
    """Waits until no other transaction changes the tree, and keeps others waiting.

    Two moves at once could otherwise hang each unit under the other.
    """
    cursor.execute("SELECT pg_advisory_xact_lock(hashtext('organisation.tree'))")
