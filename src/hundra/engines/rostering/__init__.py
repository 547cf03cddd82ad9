"""Rosters: from need, people, rules and wishes to shifts with breaks, training and reasons.

    problem = Problem(period=…, people=…, shift_types=…, needs=…, wishes=…, trainings=…)
    outcome = solve(problem, seconds=120, workers=2, on_progress=show, stop=event)
    outcome.roster, outcome.value, outcome.bound, outcome.gap      # lower values are better
    outcome.shortages, outcome.answers, outcome.missed             # each with its reasons
    outcome.conflict                                               # infeasible: rules at odds
    check(problem, roster)                                         # () or the breaches, any roster
    check_person(problem, person, shifts)                          # the same for one person
    count_present(problem, roster, need)                           # people on duty for a need
    repair(problem, roster, absences={"key": Absence(…)}, seconds=10)   # fewest changes
    problem.ledger.after(refused wishes)                           # the next period's ledger

`problem` holds the input, `rules` the rules as readable data, `solution` what comes out. All are
frozen dataclasses; a `Problem` is copied with `dataclasses.replace`. `solve` is anytime: it calls
`on_progress(Progress)` with each better roster or bound, and `stop` (such as threading.Event) ends
it with the best so far. OR-tools is imported when something is solved, not before.

Summer holidays are a package of their own: `hundra.engines.rostering.holidays`.

Texts are English message ids with parameters (`Reason.message`, `.parameters`; `Rule.says`,
`.figures`).
"""

from hundra.engines.rostering.checked import Breach
from hundra.engines.rostering.checker import check, check_person, count_present
from hundra.engines.rostering.incumbent import Stop
from hundra.engines.rostering.problem import (
    Absence,
    Break,
    Condition,
    Contract,
    Fairness,
    Fixed,
    Ledger,
    Need,
    Period,
    Person,
    Problem,
    ProblemError,
    Session,
    ShiftType,
    Training,
    Wish,
    WishKind,
    Worked,
)
from hundra.engines.rostering.repair import Change, Repair, repair
from hundra.engines.rostering.rules import THE_ACT, THE_AGREEMENT, Rule, RuleBook
from hundra.engines.rostering.solution import (
    Answer,
    Assignment,
    Attended,
    Clash,
    Missed,
    Outcome,
    Progress,
    Reason,
    Roster,
    Shortage,
    Span,
    Status,
)
from hundra.engines.rostering.solving import solve
from hundra.engines.rostering.training_reasons import why_missed

__all__ = [
    "THE_ACT",
    "THE_AGREEMENT",
    "Absence",
    "Answer",
    "Assignment",
    "Attended",
    "Breach",
    "Break",
    "Change",
    "Clash",
    "Condition",
    "Contract",
    "Fairness",
    "Fixed",
    "Ledger",
    "Missed",
    "Need",
    "Outcome",
    "Period",
    "Person",
    "Problem",
    "ProblemError",
    "Progress",
    "Reason",
    "Repair",
    "Roster",
    "Rule",
    "RuleBook",
    "Session",
    "ShiftType",
    "Shortage",
    "Span",
    "Status",
    "Stop",
    "Training",
    "Wish",
    "WishKind",
    "Worked",
    "check",
    "check_person",
    "count_present",
    "repair",
    "solve",
    "why_missed",
]
