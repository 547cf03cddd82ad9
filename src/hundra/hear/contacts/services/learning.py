"""Every registration teaches which words its reason is spoken of by."""

from __future__ import annotations

from django.db import connection

from hundra.engines.text.reasons import words_to_learn
from hundra.hear.knowledge.models import ContactReason

MOST_WORDS = 12
COUNT = """
INSERT INTO contacts_learnedword (desk_id, reason_id, word, count)
SELECT %s, %s, word, 1 FROM unnest(%s::varchar[]) AS word ORDER BY word
ON CONFLICT (desk_id, word, reason_id) DO UPDATE SET count = contacts_learnedword.count + 1
"""


def learn(*, desk: int, reason: ContactReason, text: str) -> None:
    """Counts the words of the text for the reason. Whole sentences are never kept, nor names.

    One statement, whose rows are locked in the order of the words: two guides never wait for
    each other in a ring.
    """
    counted = ["", *words_to_learn(text)[:MOST_WORDS]]
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [desk, reason.pk, counted])
