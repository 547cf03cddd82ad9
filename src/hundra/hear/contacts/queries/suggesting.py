"""The reason that the words typed speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from hundra.engines.text.reasons import Candidate, suggest, typed_terms
from hundra.hear.contacts.models import DeskReason, LearnedWord


@dataclass(frozen=True, kw_only=True)
class SuggestedReason:
    """A reason of the desk, and the typed word that spoke for it ("" if something else did)."""

    reason: DeskReason
    because: str


def suggested_reasons(
    desk: int, text: str, *, article: int | None = None, most: int = 3
) -> list[SuggestedReason]:
    """The desk's reasons that the text speaks of, likeliest first. Two queries.

    With an article that was used as the answer, the reasons it answers come before others; where
    it answers several the words decide among them.
    """
    reasons = {one.reason_id: one for one in desk_reasons(desk, article=article)}
    found = suggest(text, _candidates(desk, text, reasons.values()), most=len(reasons))
    said = {one.key: one.because for one in found}
    order = sorted(
        {*said, *(key for key, one in reasons.items() if _is_answered(one))},
        key=lambda key: (not _is_answered(reasons[key]), _place(key, list(said))),
    )
    return [SuggestedReason(reason=reasons[key], because=said.get(key, "")) for key in order[:most]]


def desk_reasons(desk: int, *, article: int | None = None) -> list[DeskReason]:
    """The reasons in use at the desk, by name; `is_answered` if the article answers it."""
    from django.db.models import Exists, OuterRef, Value
    from django.db.models.fields import BooleanField

    from hundra.hear.knowledge.models import Article

    answers = Article.reasons.through.objects.filter(
        contactreason=OuterRef("reason"), article=article
    )
    answered = Exists(answers) if article else Value(False, output_field=BooleanField())
    return list(
        DeskReason.objects.filter(desk=desk, is_active=True)
        .select_related("reason", "unit")
        .annotate(is_answered=answered)
        .order_by("reason__name")
    )


def _is_answered(reason: DeskReason) -> bool:
    return bool(getattr(reason, "is_answered", False))


def _place(key: int, order: list[int]) -> int:
    return order.index(key) if key in order else len(order)


def _candidates(desk: int, text: str, reasons: Iterable[DeskReason]) -> list[Candidate]:
    learned: dict[int, dict[str, int]] = defaultdict(dict)
    rows = LearnedWord.objects.filter(desk=desk, word__in=["", *typed_terms(text)])
    for reason, word, count in rows.values_list("reason", "word", "count"):
        learned[reason][word] = count
    return [
        Candidate(
            key=one.reason_id,
            name=one.reason.name,
            words=one.words,
            learned=learned[one.reason_id],
            seen=learned[one.reason_id].get("", 0),
        )
        for one in reasons
    ]
