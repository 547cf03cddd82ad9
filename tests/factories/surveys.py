"""People who are asked, and answer."""

from typing import Any

from tests.factories.organisation import UnitFactory

from hundra.core.organisation.models import Unit
from hundra.hear.surveys.models import AskedChannel, Invitation
from hundra.hear.surveys.services.answering import answer
from hundra.hear.surveys.services.inviting import invite

GOOD = {"easily": 5, "kindly": 4, "clearly": 5}


def asked(unit: Unit | None = None, *, at: Any = None, **about: Any) -> Invitation:
    """Someone with a link in their hand."""
    unit = unit or UnitFactory()
    made = invite(
        question_set="service",
        address="",
        channel=AskedChannel.LINK,
        language="sv",
        about={"unit": unit.pk, "desk": "medborgare", "channel": "phone", **about},
        quarantine_days=90,
        at=at,
    )
    assert made is not None
    return made


def answered(
    unit: Unit, n: int = 1, *, answers: dict[str, Any] | None = None, at: Any = None, **about: Any
) -> None:
    """`n` people who answered; their answers lie in the box until it is mixed."""
    for _ in range(n):
        made = asked(unit, at=at, **about)
        answer(secret=made.secret, answers=GOOD if answers is None else answers, at=at)
