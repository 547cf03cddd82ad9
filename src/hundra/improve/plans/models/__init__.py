"""Action plans: what is worked out together, what each unit chooses, and what is done."""

from hundra.improve.plans.models.activity import Activity, ActivityState, ProgressNote
from hundra.improve.plans.models.cafe import Cafe, CafeNote, CafeState, CafeTable, NoteGroup, Theme
from hundra.improve.plans.models.plan import (
    FocusArea,
    Participant,
    Party,
    Plan,
    PlanState,
    PlanUnit,
    Priority,
)
from hundra.improve.plans.models.working_out import (
    Proposal,
    ProposalComment,
    ProposalState,
    Stand,
    View,
)

__all__ = [
    "Activity",
    "ActivityState",
    "Cafe",
    "CafeNote",
    "CafeState",
    "CafeTable",
    "FocusArea",
    "NoteGroup",
    "Participant",
    "Party",
    "Plan",
    "PlanState",
    "PlanUnit",
    "Priority",
    "ProgressNote",
    "Proposal",
    "ProposalComment",
    "ProposalState",
    "Stand",
    "Theme",
    "View",
]
