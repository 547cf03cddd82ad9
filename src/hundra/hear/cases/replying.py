"""Where mail that answers a letter about a case is received, if anywhere.

Cases have no mailbox of their own. An app above that has one tells its address:

    replying.register(address_for)       # in AppConfig.ready()

where `address_for(case)` gives an e-mail address, or "" where no mail is received.
"""

from __future__ import annotations

from collections.abc import Callable

from hundra.hear.cases.models import Case

Source = Callable[[Case], str]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Called from AppConfig.ready()."""
    _sources.append(source)


def address_for(case: Case) -> str:
    """The first address that any source gives, or ""."""
    return next((address for source in _sources if (address := source(case))), "")
