"""Staffing of the service centres: periods, people, wishes, the roster and how it will hold."""

from hundra.improve.staffing.models.day import (
    Activity,
    DayOutlook,
    Move,
    MoveState,
    OutlookRow,
)
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
    "Activity",
    "Assignment",
    "AssignmentPart",
    "Condition",
    "ConditionState",
    "Consent",
    "DayOutlook",
    "Forecast",
    "ForecastRow",
    "LedgerEntry",
    "MissedShift",
    "Move",
    "MoveState",
    "NeedRow",
    "NeedSource",
    "OutlookRow",
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
