"""The week itself: a queue of what happens next, and a clock that jumps from one to the next."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import numpy as np

from hundra.adapters.voice.simulator import Call, Provider, State
from hundra.config.week.bots import LUNCH, Shift
from hundra.config.week.keys import keys_to
from hundra.config.week.letters import letter_from
from hundra.config.week.log import Log, Visit
from hundra.config.week.plan import Visitor
from hundra.hear.cases.services.opening import open_case
from hundra.hear.contacts.errors import ContactsError
from hundra.hear.contacts.menus.tree import Tree
from hundra.hear.contacts.models import (
    LIVE_CHANNELS,
    Availability,
    Channel,
    Contact,
    ContactState,
    Desk,
    DeskReason,
    Guide,
    Outcome,
)
from hundra.hear.contacts.services import clock, life, routing
from hundra.hear.contacts.services.availability import set_availability
from hundra.hear.contacts.services.letters.taking import take_in

TICK = timedelta(seconds=15)
KEY_SECONDS = 4
AGAIN = timedelta(seconds=60)
NOTE = "Gav svar och länk till sidan."

Happening = Callable[[datetime], None]


@dataclass
class Week:
    """What is under way. `now` only ever goes forward."""

    desk: Desk
    provider: Provider
    tree: Tree
    rng: np.random.Generator
    log: Log = field(default_factory=Log)
    now: datetime | None = None
    _coming: list[tuple[datetime, int, Happening]] = field(default_factory=list)
    _numbers: itertools.count[int] = field(default_factory=itertools.count)
    _calls: dict[int, tuple[Visitor, Call]] = field(default_factory=dict)
    _visits: dict[int, Visit] = field(default_factory=dict)
    _rung: set[tuple[int, datetime | None]] = field(default_factory=set)
    _reasons: dict[str, DeskReason] = field(default_factory=dict)
    _guides: dict[int, Guide] = field(default_factory=dict)
    _keys: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _ticking: bool = False

    def play(self, visitors: Sequence[Visitor], shifts: Iterable[Shift]) -> None:
        """Alone at the desk: meanwhile it goes by no other clock."""
        with clock.played(self.desk.pk):
            self._clear(visitors[0].at - AGAIN)
            self._play(visitors, shifts)

    def _clear(self, at: datetime) -> None:
        """Nobody is at work, and nobody waits from an earlier week that was broken off."""
        left = Contact.objects.filter(
            desk=self.desk,
            state__in=[ContactState.MENU, ContactState.WAITING, ContactState.OFFERED],
            channel__in=LIVE_CHANNELS,
            received_at__lt=at,
        )
        for contact in left:
            life.end(contact=contact, at=at)
        for guide in self.desk.guides.exclude(availability=Availability.AWAY):
            with suppress(ContactsError):  # Somebody is talking now, and stays out of the week.
                set_availability(guide=guide, to=Availability.AWAY, by=guide.user, at=at)

    def _play(self, visitors: Iterable[Visitor], shifts: Iterable[Shift]) -> None:
        for visitor in visitors:
            self._at(visitor.at, partial(self._arrives, visitor))
        for shift in shifts:
            self._guides[shift.guide.pk] = shift.guide
            self._work(shift)
        while self._coming:
            at, _, happens = heapq.heappop(self._coming)
            self.now = at
            happens(at)
            self._ring(at)

    def _at(self, at: datetime, happens: Happening) -> None:
        heapq.heappush(self._coming, (at, next(self._numbers), happens))

    def _after(self, at: datetime, seconds: float, happens: Happening) -> None:
        self._at(at + timedelta(seconds=seconds), happens)

    # --- Guides ---

    def _work(self, shift: Shift) -> None:
        moves = (
            (shift.begins, Availability.READY),
            (shift.lunch, Availability.BREAK),
            (shift.lunch + LUNCH, Availability.READY),
            (shift.ends, Availability.AWAY),
        )
        for at, to in moves:
            self._at(at, partial(self._move, shift.guide, to))

    def _move(self, guide: Guide, to: Availability, at: datetime) -> None:
        """As soon as the talk that is under way allows."""
        try:
            set_availability(guide=guide, to=to, by=guide.user, at=at)
        except ContactsError:
            self._at(at + AGAIN, lambda at: self._move(guide, to, at))

    def _ring(self, at: datetime) -> None:
        """Guides hear what rings anew, and answer in some seconds; time passes for who waits."""
        # One state at a time: each has an index of its own.
        live = Contact.objects.filter(desk=self.desk, channel__in=LIVE_CHANNELS).order_by()
        offered = live.filter(state=ContactState.OFFERED)
        for key, guide, offered_at in offered.values_list("pk", "guide", "offered_at"):
            if self._is_ours(key) and (key, offered_at) not in self._rung:
                self._rung.add((key, offered_at))
                delay = float(self.rng.integers(2, 9))
                self._after(at, delay, partial(self._answer, key, guide))
        waiting = live.filter(state=ContactState.WAITING).values_list("pk", flat=True)
        somebody_waits = any(self._is_ours(key) for key in waiting)
        if somebody_waits and not self._ticking:
            self._ticking = True
            self._at(at + TICK, self._tick)

    def _is_ours(self, key: int) -> bool:
        """Of this week, and not of another time."""
        return key in self._calls or key in self._visits

    def _tick(self, at: datetime) -> None:
        self._ticking = False
        routing.tick(self.desk, at=at)

    def _answer(self, key: int, guide_key: int, at: datetime) -> None:
        guide = self._guides[guide_key]
        try:
            contact = life.answer(contact=Contact(pk=key), by=guide.user, at=at)
        except ContactsError:
            return  # They gave up, or someone else was quicker.
        if key in self._visits:
            visit = self._visits[key]
            visit.answered_at = visit.answered_at or at
            self._after(at, visit.visitor.talk, lambda at: self._end_visit(contact, guide, at))
            return
        visitor, call = self._calls[key]
        self.provider.hold_ends(call, at=at)
        self._after(at, visitor.talk, lambda at: self._end_call(contact, guide, call, at))

    def _end_call(self, contact: Contact, guide: Guide, call: Call, at: datetime) -> None:
        if call.state is State.TALKING:
            self.provider.guide_hangs_up(call, at=at)
        self._wrap_up(contact, guide, self._calls[contact.pk][0], at)

    def _end_visit(self, contact: Contact, guide: Guide, at: datetime) -> None:
        life.end(contact=contact, at=at)
        self._wrap_up(contact, guide, self._visits[contact.pk].visitor, at)

    def _wrap_up(self, contact: Contact, guide: Guide, visitor: Visitor, at: datetime) -> None:
        seconds = float(self.rng.integers(5, 50))
        self._after(at, seconds, lambda at: self._register(contact, guide, visitor, at))

    def _register(self, contact: Contact, guide: Guide, visitor: Visitor, at: datetime) -> None:
        reason = self._reason(visitor)
        case = None
        outcome = Outcome.SOLVED if visitor.solved else Outcome.REFERRED
        if not visitor.solved and reason.unit is not None and self.rng.random() < 0.6:  # noqa: PLR2004
            outcome = Outcome.CASE
            case = open_case(
                title=f"Fråga om {reason.reason.name}",
                text="Vill bli kontaktad av handläggare.",
                reason=reason.reason,
                unit=reason.unit,
                by=guide.user,
                party=contact.party,
                promise_hours=reason.promise_hours,
                is_confidential=reason.is_confidential,
                source="contact",
                at=at,
            )
        life.register(
            contact=contact,
            by=guide.user,
            reason=reason.reason,
            outcome=outcome,
            note=NOTE,
            case=case,
            at=at,
        )
        self.log.registered(visitor, outcome)

    def _reason(self, visitor: Visitor) -> DeskReason:
        if not self._reasons:
            rows = self.desk.reasons.select_related("reason", "unit")
            self._reasons.update({row.reason.name: row for row in rows})
        return self._reasons[visitor.reason]

    # --- Those who get in touch ---

    def _arrives(self, visitor: Visitor, at: datetime) -> None:
        {
            Channel.PHONE: self._calls_up,
            Channel.VISIT: self._steps_in,
            Channel.EMAIL: self._writes,
        }[visitor.channel](visitor, at)

    def _calls_up(self, visitor: Visitor, at: datetime) -> None:
        call = self.provider.place_call(from_number=visitor.phone, to_number=self.desk.phone, at=at)
        wanted = (visitor.language, visitor.reason)
        if wanted not in self._keys:
            self._keys[wanted] = keys_to(self.tree, language=wanted[0], reason=wanted[1])
        keys = self._keys[wanted]
        self._after(at, KEY_SECONDS, lambda at: self._presses(visitor, call, keys, at))

    def _presses(self, visitor: Visitor, call: Call, keys: list[str], at: datetime) -> None:
        if call.is_over:
            return
        if visitor.gives_up_in_menu and call.state is State.ASKED:
            self.provider.hang_up(call, at=at)
        elif keys and call.state is State.ASKED:
            self.provider.press(call, keys[0], at=at)
            if call.state is State.ASKED:
                self._after(at, KEY_SECONDS, lambda at: self._presses(visitor, call, keys[1:], at))
        if call.state is State.HELD:
            self._waits(visitor, call, at)

    def _waits(self, visitor: Visitor, call: Call, at: datetime) -> None:
        key = Contact.objects.values_list("pk", flat=True).get(calls__provider_id=call.id)
        self._calls[key] = (visitor, call)
        self._after(at, visitor.patience, lambda at: self._hangs_up(call, at))

    def _hangs_up(self, call: Call, at: datetime) -> None:
        if call.state is State.HELD:
            self.provider.hang_up(call, at=at)

    def _steps_in(self, visitor: Visitor, at: datetime) -> None:
        contact = life.receive(
            desk=self.desk,
            channel=Channel.VISIT,
            language=visitor.language,
            asked_reason=self._reason(visitor),
            ticket=f"S{visitor.number % 1000}",
            at=at,
        )
        visit = Visit(visitor, received_at=at)
        self.log.visits.append(visit)
        self._visits[contact.pk] = visit
        self._after(at, visitor.patience * 2, lambda at: self._leaves(contact, visit, at))

    def _leaves(self, contact: Contact, visit: Visit, at: datetime) -> None:
        if visit.answered_at is None:
            life.end(contact=contact, at=at)
            visit.left_at = at

    def _writes(self, visitor: Visitor, at: datetime) -> None:
        contact = take_in(raw=letter_from(visitor, self.desk, at), desk=self.desk, at=at)
        if contact is not None:
            self.log.mails += 1
