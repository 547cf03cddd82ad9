""" "Did this help?": answered by readers, worked through by editors."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.engines.text import plain_text
from hundra.engines.text.masking import masked
from hundra.hear.knowledge import rules
from hundra.hear.knowledge.errors import NotPossibleError, NotYoursError
from hundra.hear.knowledge.models import Translation, Verdict

LONGEST = 1000


@transaction.atomic
def give_verdict(*, translation: Translation, door: str, helped: bool) -> Verdict:
    """Keeps whether the text that is shown helped: the day and the door, nothing of who."""
    if translation.published is None:
        raise NotPossibleError(_("The answer is not shown any more."))
    return Verdict.objects.create(
        article=translation.article,
        language=translation.language,
        revision_number=translation.published.number,
        door=door,
        helped=helped,
    )


@transaction.atomic
def explain_verdict(*, secret: uuid.UUID, reason: str, comment: str) -> Verdict:
    """Adds why it did not help, once; the comment cleaned of personal data."""
    verdict = Verdict.objects.select_for_update().filter(secret=secret).first()
    if verdict is None or verdict.helped or verdict.reason:
        raise NotPossibleError(_("Thank you, your answer has come in already."))
    verdict.reason = reason
    verdict.comment = masked(plain_text(comment))[:LONGEST]
    verdict.save(update_fields=["reason", "comment"])
    return verdict


@transaction.atomic
def set_handled(*, by: User, verdict: Verdict, handled: bool) -> None:
    """Notes that an editor has seen to what the reader said, or that it is to do again."""
    if not rules.may_edit(by, verdict.article):
        raise NotYoursError(_("Only editors of the article's unit work through what readers say."))
    verdict.handled, verdict.handled_by = handled, by if handled else None
    verdict.save(update_fields=["handled", "handled_by"])


@transaction.atomic
def forget_comments(verdicts: Sequence[Verdict]) -> None:
    """Takes away what readers wrote; that it helped or not still counts."""
    Verdict.objects.filter(pk__in=[verdict.pk for verdict in verdicts]).update(comment="")
