"""Staffing of the service centres: periods, people, wishes, the roster and how it will hold."""

from hundra.improve.staffing.models.forecast import (
    Forecast,
    ForecastRow,
    SimulatedSlot,
    Simulation,
)
from hundra.improve.staffing.models.people import (
    Absence,
    AbsenceKind,
    Condition,
    ConditionState,
    OwnHoliday,
    Phase,
    StaffPerson,
)
from hundra.improve.staffing.models.period import (
    NeedRow,
    NeedSource,
    PeriodKind,
    PeriodState,
    RosterPeriod,
    ShiftBreak,
    ShiftType,
)
from hundra.improve.staffing.models.repair import (
    Consent,
    MissedShift,
    RepairChange,
    RepairState,
    RosterRepair,
)
from hundra.improve.staffing.models.roster import (
    Assignment,
    AssignmentPart,
    PartKind,
    Swap,
    SwapState,
)
from hundra.improve.staffing.models.solve import Solve, SolveState
from hundra.improve.staffing.models.wish import LedgerEntry, Wish, WishAnswer, WishKind

__all__ = [
    "Absence",
    "AbsenceKind",
    "Assignment",
    "AssignmentPart",
    "Condition",
    "ConditionState",
    "Consent",
    "Forecast",
    "ForecastRow",
    "LedgerEntry",
    "MissedShift",
    "NeedRow",
    "NeedSource",
    "OwnHoliday",
    "PartKind",
    "PeriodKind",
    "PeriodState",
    "Phase",
    "RepairChange",
    "RepairState",
    "RosterPeriod",
    "RosterRepair",
    "ShiftBreak",
    "ShiftType",
    "SimulatedSlot",
    "Simulation",
    "Solve",
    "SolveState",
    "StaffPerson",
    "Swap",
    "SwapState",
    "Wish",
    "WishAnswer",
    "WishKind",
]
