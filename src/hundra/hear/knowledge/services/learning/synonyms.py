"""Words that people use for what the texts say otherwise. In force at once."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.engines.text import plain_text
from hundra.engines.text.tokens import word_list
from hundra.hear.knowledge.errors import InvalidError
from hundra.hear.knowledge.models import SearchGroup, SearchNeed, Synonym
from hundra.hear.knowledge.services.learning.needs import decide


@transaction.atomic
def add_synonym(
    *,
    by: User,
    said: str,
    means: str,
    both_ways: bool = False,
    language: str = "sv",
    group: SearchGroup | None = None,
) -> Synonym:
    """Has searches for `said` also find `means`. `group` is the search need that it answers.

    Raises InvalidError if there are no words, or the synonym is there already.
    """
    said, means = _words(said), _words(means)
    if not word_list(said) or not word_list(means):
        raise InvalidError(_("Write words, with letters or digits."))
    if word_list(said) == word_list(means):
        raise InvalidError(_("Those are the same words. Write what the texts say instead."))
    if _is_there(said, means, language):
        raise InvalidError(
            _("“%(said)s” finds “%(means)s” already.") % {"said": said, "means": means}
        )
    synonym = Synonym.objects.create(
        said=said, means=means, both_ways=both_ways, language=language, added_by=by
    )
    if group is not None:
        decide(by=by, group=group, decision=SearchNeed.Decision.SYNONYM)
    return synonym


@transaction.atomic
def remove_synonym(*, by: User, synonym: Synonym) -> None:
    """Takes the synonym away; the history keeps who did."""
    synonym.delete()


def _words(text: str) -> str:
    return " ".join(plain_text(text).lower().split())


def _is_there(said: str, means: str, language: str) -> bool:
    same, turned = Q(said=said, means=means), Q(said=means, means=said, both_ways=True)
    return Synonym.objects.filter(same | turned, language=language).exists()
