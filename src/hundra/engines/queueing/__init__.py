"""Who is helped by whom at a service centre, how long it takes, and how many guides that needs.

Three ways, from quick to true:

- `erlang` and `staffing`: formulas for one kind of call and equal guides, in microseconds.
- `simulation`: a whole centre with its types of call, guides, shifts and the desk's own rule:

      from hundra.engines.queueing import Skills
      from hundra.engines.queueing.simulation import CallType, Centre, Exponential, Guide, Shift
      from hundra.engines.queueing.simulation.simulate import simulate

      centre = Centre(
          types=(CallType("svenska", arrivals_per_interval=[90, 110, 80],
                          handling=Exponential(300), patience=Exponential(240)),),
          guides=tuple(Guide(Skills(key, {"sv": 3}, frozenset({"phone"})), (Shift(0, 5400),))
                       for key in range(20)),
      )
      result = simulate(centre, replications=200, seed=1)
      result.figures("interval").answered_in_time.value   # a share per interval, with low and high
      result.occupancy().value                            # of guides' time at the desk

- `choose`: the rule itself, which the desk asks at each event.

Web processes stay light: numpy, scipy and numba are imported by `simulation.simulate`, `layout`
and what lies below only, and numba not before something is played. Import `simulate` inside the
job that needs it; the classes that describe a centre may be imported anywhere.
"""

from hundra.engines.queueing.choice import (
    Assignment,
    Choice,
    Free,
    Rules,
    Skills,
    Unserved,
    Waiting,
    choose,
)

__all__ = [
    "Assignment",
    "Choice",
    "Free",
    "Rules",
    "Skills",
    "Unserved",
    "Waiting",
    "choose",
]
