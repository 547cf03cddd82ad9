"""Opening a staff survey: who is asked is written down once, then each gets a link.

The first is one transaction; the links go out some hundred at a time, each hundred in a
transaction of its own with its mails. Killed at any moment and run again, nobody is asked twice
and nobody is left out.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate.exceptions import AlreadyEnqueued

from hundra.core.accounts.models import User
from hundra.core.messages import services as messages
from hundra.core.messages.phones import normalised
from hundra.hear.surveys.errors import WaveError
from hundra.hear.surveys.models import Member, Wave, WaveInvitation, WaveState, WaveUnit, WayIn
from hundra.hear.surveys.queries.waves.population import employments_asked, tree_of
from hundra.hear.surveys.services.waves import letters
from hundra.hear.surveys.services.waves.holding import held
from hundra.hear.surveys.services.waves.links import hash_of
from hundra.hear.surveys.services.waves.planning import BEGUN

AT_A_TIME = 500

ENDED = gettext_lazy("The survey is closed or called off.")

log = logging.getLogger(__name__)


@transaction.atomic
def open_by_itself(*, wave: Wave, does: bool, by: User | None) -> Wave:
    """Lets a wave open on its day, or takes that back."""
    found = held(wave, WaveState.DRAFT, otherwise=BEGUN)
    if does:
        _check(found, found.opens_on)
    found.opens_by_itself = does
    found.save(update_fields=["opens_by_itself"])
    return found


@transaction.atomic
def ask_to_open(*, wave: Wave, by: User) -> None:
    """Has a worker open the wave now; asked twice, it is done once."""
    found = held(wave, WaveState.DRAFT, otherwise=BEGUN)
    _check(found, timezone.localdate())
    defer_opening(wave=found.pk, by=by.pk)


def defer_opening(*, wave: int, by: int | None) -> None:
    from hundra.hear.surveys.jobs import open_wave as job

    try:
        with transaction.atomic():
            job.configure(queueing_lock=f"surveys.open-{wave}").defer(wave=wave, by=by)
    except AlreadyEnqueued:
        return


def open_wave(*, wave: Wave, by: User | None, today: dt.date | None = None) -> Wave:
    """Opens the wave and sends its links; an open wave's missing links are sent.

    Raises WaveError for a wave that cannot be opened.
    """
    today = today or timezone.localdate()
    opened = _begin(wave, today)
    sent = send_invitations(wave=opened, today=today)
    log.info("Survey %s is open; %d links are sent", opened.pk, sent)
    return opened


@transaction.atomic
def _begin(wave: Wave, today: dt.date) -> Wave:
    found = held(wave, WaveState.DRAFT, WaveState.OPEN, otherwise=ENDED)
    if found.state == WaveState.OPEN:
        return found
    _check(found, today)
    found.state, found.opens_on, found.opens_by_itself = WaveState.OPEN, today, False
    found.counted_on = min(found.counted_on, today)
    found.remind_on = [day for day in found.remind_on if today < day <= found.closes_on]
    found.save()
    _write_down(found)
    return found


def _check(wave: Wave, day: dt.date) -> None:
    """Can it be open from that day?"""
    if wave.closes_on < day:
        raise WaveError(_("Its last day has been. Choose new days first."))
    if not employments_asked(wave).exists():
        raise WaveError(_("There is nobody to ask. Choose another unit or other occupations."))


def _write_down(wave: Wave) -> None:
    """The tree as it stands, those who are asked, and a link or slip for each of them."""
    asked = list(
        employments_asked(wave)
        .order_by("pk")
        .values_list("person_id", "unit_id", "title", "is_manager", "way_in")
    )
    _write_tree(wave, Counter(unit for _person, unit, *_rest in asked))
    members = Member.objects.bulk_create(
        [
            Member(wave=wave, person_id=person, unit_id=unit, title=title, is_manager=leads)
            for person, unit, title, leads, _way in asked
        ],
        batch_size=5000,
    )
    ways = [way for *_rest, way in asked]
    invitations = [_invitation(member, way) for member, way in zip(members, ways, strict=True)]
    WaveInvitation.objects.bulk_create(invitations, batch_size=5000)


def _write_tree(wave: Wave, own: Counter[int]) -> None:
    made: dict[int, WaveUnit] = {}
    levels: dict[int, list[WaveUnit]] = {}
    for unit in tree_of(wave, own):
        row = WaveUnit(
            wave=wave,
            unit=unit,
            parent=made.get(unit.parent_id or 0),
            name=unit.name,
            path=unit.path,
            invited=own[unit.pk],
        )
        made[unit.pk] = row
        levels.setdefault(unit.path.count("/"), []).append(row)
    # Level by level, so that the parents have their keys.
    for level in sorted(levels):
        WaveUnit.objects.bulk_create(levels[level], batch_size=2000)


def _invitation(member: Member, way: str) -> WaveInvitation:
    """A slip is of its unit alone: it belongs to nobody."""
    made = WaveInvitation(wave_id=member.wave_id, unit_id=member.unit_id, way_in=way)
    if way != WayIn.SLIP:
        made.member, made.title, made.is_manager = member, member.title, member.is_manager
    made.secret_hash = hash_of(made)
    return made


def send_invitations(*, wave: Wave, today: dt.date | None = None) -> int:
    """Sends the links that have not gone, some hundred at a time; tells how many went."""
    today = today or timezone.localdate()
    sent = 0
    while some := _send_some(wave, today):
        sent += some
    return sent


@transaction.atomic
def _send_some(wave: Wave, today: dt.date) -> int:
    waiting = (
        WaveInvitation.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(wave=wave, wave__state=WaveState.OPEN, sent_on=None)
        .exclude(way_in=WayIn.SLIP)
        .select_related("member__person")[:AT_A_TIME]
    )
    some = list(waiting)
    if not some:
        return 0
    reached: list[WaveInvitation] = []
    unreached: list[WaveInvitation] = []
    for invitation in some:
        (reached if address_of(invitation) else unreached).append(invitation)
    messages.send_many(drafts(wave, reached, letters.INVITATION))
    for invitation in reached:
        invitation.sent_on = today
    WaveInvitation.objects.bulk_update(reached, ["sent_on"])
    _make_slips(unreached)
    return len(some)


def address_of(invitation: WaveInvitation) -> str:
    """Where a link is sent; "" for an address that no message reaches."""
    person = invitation.member.person if invitation.member else None
    if person is None:
        return ""
    if invitation.way_in == WayIn.SMS:
        return normalised(person.phone)
    try:
        validate_email(person.email)
    except ValidationError:
        return ""
    return person.email


def drafts(
    wave: Wave, invitations: Iterable[WaveInvitation], kind: str, once: str = ""
) -> list[messages.Draft]:
    """A message for each, with its own link; what has the same `once` goes once."""
    words = letters.Words.of(wave, kind)
    return [
        words.draft(
            invitation,
            to=address_of(invitation),
            key=f"{message_keys(wave.pk)}{invitation.pk}-{once or kind}",
        )
        for invitation in invitations
    ]


def message_keys(wave: int) -> str:
    """What the keys of all a wave's messages begin with."""
    return f"survey-wave-{wave}-"


def _make_slips(invitations: list[WaveInvitation]) -> None:
    """Those whom no message reaches get a slip, which belongs to nobody."""
    for invitation in invitations:
        invitation.way_in, invitation.member = WayIn.SLIP, None
        invitation.title, invitation.is_manager = "", False
        invitation.secret_hash = hash_of(invitation)
    WaveInvitation.objects.bulk_update(
        invitations, ["way_in", "member", "title", "is_manager", "secret_hash"]
    )
