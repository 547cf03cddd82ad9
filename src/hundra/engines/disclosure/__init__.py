"""What may be kept and shown of people's answers without telling of a single one.

`classes_of` sorts answers before they are kept, so that any question may be asked of them.
`plan` says which groups of a wave may be shown, over all units, splits and times together;
`measured` which figures in them, and `Release.texts` where own words are read.
"""

from hundra.engines.disclosure.classes import Class, Record, classes_of
from hundra.engines.disclosure.families import UNKNOWN, People, View
from hundra.engines.disclosure.measures import Measured, measured
from hundra.engines.disclosure.planning import FEWEST, LEAST, plan
from hundra.engines.disclosure.release import MESSAGES, Group, Part, Reason, Release

__all__ = [
    "FEWEST",
    "LEAST",
    "MESSAGES",
    "UNKNOWN",
    "Class",
    "Group",
    "Measured",
    "Part",
    "People",
    "Reason",
    "Record",
    "Release",
    "View",
    "classes_of",
    "measured",
    "plan",
]
