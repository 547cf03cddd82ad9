"""Surveys: what is asked, who is asked, and what was answered. Never who answered what."""

from hundra.hear.surveys.models.answers import Answer, Box, Comment, Kind, Response
from hundra.hear.surveys.models.asking import AskedChannel, Dimension, Invitation, Quarantine, Tally
from hundra.hear.surveys.models.question_sets import Item, ItemKind, QuestionSet

__all__ = [
    "Answer",
    "AskedChannel",
    "Box",
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
