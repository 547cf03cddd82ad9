"""Surveys: what is asked, who is asked, and what was answered. Never who answered what."""

from hundra.hear.surveys.models.answers import Answer, Box, ClassSum, Comment, Kind, Response
from hundra.hear.surveys.models.asking import AskedChannel, Dimension, Invitation, Quarantine, Tally
from hundra.hear.surveys.models.ballots import (
    BallotBox,
    Publication,
    SealedAnswers,
    WaveComment,
)
from hundra.hear.surveys.models.question_sets import Asked, Item, ItemKind, QuestionSet
from hundra.hear.surveys.models.waves import (
    Member,
    Split,
    Wave,
    WaveInvitation,
    WaveState,
    WaveUnit,
    WayIn,
)

__all__ = [
    "Answer",
    "Asked",
    "AskedChannel",
    "BallotBox",
    "Box",
    "ClassSum",
    "Comment",
    "Dimension",
    "Invitation",
    "Item",
    "ItemKind",
    "Kind",
    "Member",
    "Publication",
    "Quarantine",
    "QuestionSet",
    "Response",
    "SealedAnswers",
    "Split",
    "Tally",
    "Wave",
    "WaveComment",
    "WaveInvitation",
    "WaveState",
    "WaveUnit",
    "WayIn",
]
