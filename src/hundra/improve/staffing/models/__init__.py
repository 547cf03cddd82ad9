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
from hundra.improve.staffing.models.holiday import HolidayNeed, HolidayTerms, HolidayWeek
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
    ExtraNeed,
    NeedRow,
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
from hundra.improve.staffing.models.ruling import RuleFigure
from hundra.improve.staffing.models.solve import Solve, SolveState
from hundra.improve.staffing.models.training import MissedTraining, Training, TrainingSession
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
    "ExtraNeed",
    "Forecast",
    "ForecastRow",
    "HolidayNeed",
    "HolidayTerms",
    "HolidayWeek",
    "LedgerEntry",
    "MissedShift",
    "MissedTraining",
    "Move",
    "MoveState",
    "NeedRow",
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
    "RuleFigure",
    "ShiftBreak",
    "ShiftType",
    "SimulatedSlot",
    "Simulation",
    "Solve",
    "SolveState",
    "StaffPerson",
    "Swap",
    "SwapState",
    "Training",
    "TrainingSession",
    "Wish",
    "WishAnswer",
    "WishKind",
]
