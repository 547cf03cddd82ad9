"""Fills the index when a server process starts, so that no visitor waits for it."""

from __future__ import annotations

import logging
from threading import Thread

from django.db import DatabaseError, connection

from hundra.hear.knowledge.finding import holding, meaning

logger = logging.getLogger(__name__)


def begin() -> Thread:
    """Fills it in a thread beside, while the process answers what needs no search."""
    thread = Thread(target=_warm, name="search-index", daemon=True)
    thread.start()
    return thread


def _warm() -> None:
    try:
        if meaning.is_on():
            meaning.embedder().query("Var finns det?")
        holding.held()
    except DatabaseError as error:  # It is filled at the first search instead.
        logger.warning("The search index waits for the database: %s", error)
    finally:
        connection.close()
