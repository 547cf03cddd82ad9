"""Surveys: what is asked, who is asked, and what was answered. Never who answered what."""

from hundra.hear.surveys.models.answers import Answer, Box, ClassSum, Comment, Kind, Response
from hundra.hear.surveys.models.asking import AskedChannel, Dimension, Invitation, Quarantine, Tally
from hundra.hear.surveys.models.question_sets import Item, ItemKind, QuestionSet

__all__ = [
    "Answer",
    "AskedChannel",
    "Box",
    "ClassSum",
    "Comment",
    "Dimension",
    "Invitation",
    "Item",
    "ItemKind",
    "Kind",
    "Quarantine",
    "QuestionSet",
    "Response",
    "Tally",
]
