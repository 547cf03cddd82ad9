"""The demo's suggestions: sent in, sorted, published and answered over two years."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from hundra.config.demo.content import read_content
from hundra.config.demo.improvements import DemoProgramme
from hundra.config.demo.logins import find_unit
from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit
from hundra.hear.suggestions import services
from hundra.hear.suggestions.models import Audience, Follower, Suggestion
from hundra.improve.improvements import services as improvements

DAYS_OF_INBOX = 26
"""The newest suggestions, still being sorted, are from these last days."""
INBOX_EVERY = 6
"""Every sixth of those that became no improvement waits in the inbox."""
WITH_ADDRESS = 0.7
SHOWN_OF_OTHERS = 0.6


class Told:
    """One suggestion of the story, from the moment it is sent in."""

    def __init__(self, demo: DemoProgramme, audience: str, entry: list[str], position: int) -> None:
        self.demo = demo
        self.audience = audience
        self.title, self.text, self.place = entry
        self.position = position
        self.suggestion: Suggestion | None = None
        self.sorter = demo.stampers()[position % 2]

    @property
    def author(self) -> User | None:
        inside = self.audience == Audience.EMPLOYEES
        return self.demo.users["medarbetare"] if inside and self.position % 4 == 0 else None

    def plan(self) -> None:
        answered_by = read_content("suggestions")["answered_by"].get(self.title)
        if answered_by:
            self._plan_answered(answered_by)
        elif self.position % INBOX_EVERY == 0:
            self._plan_waiting()
        else:
            self._plan_decided()

    def _at(self, moment: datetime, name: str, by: User | None) -> None:
        self.demo.story.at(moment, getattr(self, name), by=by)

    def _plan_answered(self, number: int) -> None:
        stamped = self.demo.stamp_moments[number]
        sent = stamped - timedelta(days=self.demo.story.rng.randint(30, 90))
        self.number = number
        self._at(sent, "send", self.author)
        self._at(sent + timedelta(days=2), "accept", self.sorter)
        self._at(sent + timedelta(days=3), "publish", self.sorter)
        self._at(sent + timedelta(days=5), "support", None)
        # After the improvement is proposed, and before its stamp.
        self._at(stamped - timedelta(days=6), "link", self.sorter)

    def _plan_waiting(self) -> None:
        days_ago = 1 + (self.position * 5) % DAYS_OF_INBOX
        sent = self.demo.story.day(days_ago)
        self._at(sent, "send", self.author)
        if self.position % (2 * INBOX_EVERY) == 0:
            self._at(sent + timedelta(days=1), "ask", self.sorter)
        if self.position % (4 * INBOX_EVERY) == 0:
            self._at(sent + timedelta(days=2), "answer", None)

    def _plan_decided(self) -> None:
        rng = self.demo.story.rng
        sent = self.demo.story.day(rng.randint(DAYS_OF_INBOX + 10, 700))
        decide = "decline" if self.position % 3 == 0 else "accept"
        self._at(sent, "send", self.author)
        self._at(sent + timedelta(days=rng.randint(1, 12)), decide, self.sorter)
        if rng.random() < SHOWN_OF_OTHERS:
            self._at(sent + timedelta(days=13), "publish", self.sorter)
            self._at(sent + timedelta(days=15), "support", None)

    def send(self) -> None:
        with_address = self.author is None and self.demo.story.rng.random() < WITH_ADDRESS
        self.suggestion = services.submit(
            by=self.author,
            audience=self.audience,
            text=self.text,
            place=self.place,
            email=f"invanare{self.position}@exempel.example" if with_address else "",
            language="sv",
            unit=self._unit(),
        )
        if with_address:
            follower = self.suggestion.followers.get(is_proposer=True)
            services.confirm(follower=follower)

    def _unit(self) -> Unit | None:
        return find_unit(self.place.lower()) if self.audience == Audience.EMPLOYEES else None

    def _reply(self, kind: str) -> str:
        texts: list[str] = read_content("suggestions")["replies"][kind]
        return texts[self.position % len(texts)]

    def _held(self) -> Suggestion:
        assert self.suggestion is not None  # noqa: S101 — the story sends it before all else.
        self.suggestion.refresh_from_db()
        return self.suggestion

    def accept(self) -> None:
        services.accept(suggestion=self._held(), by=self.sorter, text=self._reply("accepted"))

    def decline(self) -> None:
        services.decline(suggestion=self._held(), by=self.sorter, text=self._reply("declined"))

    def ask(self) -> None:
        services.ask_back(suggestion=self._held(), by=self.sorter, text=self._reply("questions"))

    def answer(self) -> None:
        services.answer(suggestion=self._held(), text=self._reply("answers"))

    def publish(self) -> None:
        services.publish(
            suggestion=self._held(),
            by=self.sorter,
            title=self.title,
            text=self.text,
            place=self.place,
            override_note="Platser, inga personer.",
        )

    def support(self) -> None:
        """Neighbours hold with it; at once, without the mails that asked each of them."""
        suggestion, now = self._held(), timezone.now()
        neighbours = [
            Follower(
                suggestion=suggestion,
                email=f"granne{nth}@exempel.example",
                created_at=now,
                confirmed_at=now,
            )
            for nth in range(self.position % 5 * 4 + self.position % 7 * 2)
        ]
        Follower.objects.bulk_create(neighbours)

    def link(self) -> None:
        improvements.link_suggestions(
            improvement=self.demo.improvements[self.number],
            suggestions=[self._held()],
            by=self.sorter,
        )


def plan_suggestions(demo: DemoProgramme) -> None:
    """Plans every suggestion's way into the story."""
    content = read_content("suggestions")
    for audience in Audience.values:
        for position, entry in enumerate(content[audience]):
            Told(demo, audience, entry, position).plan()
