"""A desk that people get in touch with in every way that can be, at random."""

import datetime as dt
from zoneinfo import ZoneInfo

from tests.factories.contacts import ContactFactory, DeskFactory, DeskReasonFactory, GuideFactory
from tests.factories.knowledge import ContactReasonFactory

from hundra.hear.cases.models import Party
from hundra.hear.contacts.models import Contact, ContactEvent

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = dt.datetime(2026, 6, 10, 14, 20, tzinfo=STOCKHOLM)
CHANNELS = ("phone", "phone", "phone", "visit", "email", "web", "letter")


def _seconds(rng, most):
    return dt.timedelta(seconds=round(rng.uniform(0, most), rng.choice([0, 1, 3])))


class Town:
    """A desk that people get in touch with in every way that can be."""

    def __init__(self, rng):
        self.rng = rng
        self.desk = DeskFactory(return_days=3)
        self.guide = GuideFactory(desk=self.desk)
        self.reasons = [ContactReasonFactory() for _ in range(3)]
        self.asked = [DeskReasonFactory(desk=self.desk, reason=reason) for reason in self.reasons]
        self.parties = [Party.objects.create(name=f"Part {n}") for n in range(4)]

    def moment(self, first=dt.date(2026, 4, 20)):
        last = NOW - dt.timedelta(minutes=1)
        start = dt.datetime.combine(first, dt.time(), STOCKHOLM)
        return start + (last - start) * self.rng.random()

    def contact(self, at=None):
        rng = self.rng
        at = at or self.moment()
        contact = ContactFactory.build(
            desk=self.desk,
            channel=rng.choice(CHANNELS),
            language=rng.choice(["sv", "sv", "ar", "so"]),
            party=rng.choice([None, *self.parties]),
            asked_reason=rng.choice([None, *self.asked]),
            received_at=at,
            queued_at=None,
        )
        self._live(contact, at) if rng.random() < 0.9 else self._in_menu(contact, at)
        contact.save()
        if contact.channel in ("email", "web") and rng.random() < 0.6:
            ContactEvent.objects.create(
                contact=contact, kind="replied", at=at + _seconds(rng, 400_000)
            )
        return contact

    def _in_menu(self, contact, at):
        contact.state = self.rng.choice(["menu", "abandoned"])
        contact.outcome = self.rng.choice(["", "self_served", "closed"])
        contact.ended_at = at + _seconds(self.rng, 50)

    def _live(self, contact, at):
        rng = self.rng
        contact.queued_at = at + _seconds(rng, 40)
        contact.callback_to = rng.choice(["", "", "", "", "+46701740600"])
        fate = rng.choice(["waiting", "abandoned", "done", "done", "done", "wrap_up"])
        contact.state = fate
        if fate == "abandoned":
            contact.ended_at = contact.queued_at + _seconds(rng, rng.choice([15, 300]))
        elif fate != "waiting":
            self._answered(contact, fate)

    def _answered(self, contact, fate):
        rng = self.rng
        contact.guide = self.guide
        contact.answered_at = contact.queued_at + _seconds(rng, rng.choice([5, 240, 1000]))
        contact.ended_at = contact.answered_at + _seconds(rng, 600)
        contact.handovers = rng.choice([0, 0, 0, 1, 2])
        if rng.random() < 0.1:
            contact.answered_at = contact.ended_at = contact.queued_at
        if fate == "done":
            contact.reason = rng.choice(self.reasons)
            contact.outcome = rng.choice(["solved", "solved", "case", "referred", "not_for_us"])
            contact.registered_at = contact.ended_at + _seconds(rng, 90_000)

    def change(self):
        """A late registration, a correction, someone identified, a contact that was none."""
        contact = self.rng.choice(list(Contact.objects.all()))
        what = self.rng.randrange(5)
        if what == 0:
            contact.reason = self.rng.choice(self.reasons)
        elif what == 1:
            contact.party = self.rng.choice([None, *self.parties])
        elif what == 2:
            contact.language = "fi"
        elif what == 3:
            contact.received_at = self.moment()
        else:
            contact.delete()
            return
        contact.save()
