"""Playing a service centre by the desk's own rule: see `hundra.engines.queueing`."""

from hundra.engines.queueing.simulation.centre import (
    Break,
    Callbacks,
    CallType,
    Centre,
    Guide,
    Retrials,
    Shift,
)
from hundra.engines.queueing.simulation.distributions import (
    Distribution,
    Empirical,
    Exponential,
    Fixed,
    LogNormal,
)

__all__ = [
    "Break",
    "CallType",
    "Callbacks",
    "Centre",
    "Distribution",
    "Empirical",
    "Exponential",
    "Fixed",
    "Guide",
    "LogNormal",
    "Retrials",
    "Shift",
]
