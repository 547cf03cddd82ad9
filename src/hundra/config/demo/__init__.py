"""The fictional municipality of Granby, the same on every machine.

`fill_demo` makes its organisation, its people with roles, and two years of suggestions and
improvements by the real services at past moments; the large scale adds bulk.
"""

from __future__ import annotations

import random
from typing import Literal

from hundra.config.demo.logins import LOGINS, PASSWORD, Login

__all__ = ["LOGINS", "PASSWORD", "Login", "Scale", "fill_demo", "is_filled"]

Scale = Literal["small", "large"]
EMPLOYEES = {"small": 2_000, "large": 40_000}
CONTACTS = {"small": 28_000, "large": 28_000}
BULK_SUGGESTIONS = 20_000
SEED = 100


def is_filled() -> bool:
    """Is there an organisation already? Then the demo leaves all as it is."""
    from hundra.core.organisation.models import Unit

    return Unit.objects.exists()


def fill_demo(*, scale: Scale = "small") -> None:
    """Fills an empty installation. One transaction: all of it or nothing."""
    from hundra.config.demo.filling import fill

    rng = random.Random(SEED)  # noqa: S311 — the same demo everywhere, nothing secret.
    fill(
        rng=rng,
        employees=EMPLOYEES[scale],
        suggestions=BULK_SUGGESTIONS if scale == "large" else 0,
        contacts=CONTACTS[scale],
    )
