"""The words of a contact as they are searched for: at one desk at a time.

Each stem is kept with the number of its desk before it ("3/lön"). What is rare at one desk is so
found as quickly as if the others did not exist, also by its beginning; an index of the desk beside
one of the stems would read all of a stem's contacts, whatever their desk.
"""

from collections.abc import Sequence

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import BigIntegerField, Func, Value


class Words(Func):
    """`Words("desk", "subject", "note")`: the stems at their desk, without places and counts."""

    function = "contacts_words"
    arity = 3
    output_field = SearchVectorField()


class WordsAsked(SearchQuery):
    """For stems at any of these desks: `asked` is a raw query, `desks` are keys.

    At no desk, and without a word that means anything, nothing is found.
    """

    def __init__(self, desks: Sequence[int], asked: str) -> None:
        super().__init__(asked, search_type="raw")
        self.function = "contacts_words_asked"
        keys = Value(list(desks), output_field=ArrayField(BigIntegerField()))
        self.set_source_expressions([keys, *self.get_source_expressions()])
