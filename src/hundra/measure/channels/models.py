"""Contacts counted together, so that a year's figures need not be counted one contact at a time.

Everything here can be counted anew from the contacts (`hundra count-contacts`), except the days
whose contacts have been thinned out since: they stay as they were.
"""

from __future__ import annotations

from django.db import models

from hundra.hear.contacts.models import Channel, Desk


class Span(models.TextChoices):
    """How long a time a row covers. Months hold what their days hold, to be read fast."""

    DAY = "day"
    MONTH = "month"


class Dimension(models.TextChoices):
    """What a row's contacts have in common beside the channel; `key` says which one.

    ALL: nothing (""). SLOT: weekday × 48 + half-hour, Monday 00.00 = 0. LANGUAGE: its code.
    REASON: the reason's key, or "".
    """

    ALL = "all"
    SLOT = "slot"
    LANGUAGE = "language"
    REASON = "reason"


class Tally(models.Model):
    """What the contacts of one desk, channel and time come to, whole and in each dimension.

    The terms are those of docs/reference/service-centre-figures.md. `answer_waits` and
    `abandon_waits` are how long people waited: pairs of unsigned 32-bit little-endian numbers,
    seconds and how many waited so long (see `waits`).
    """

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="+")
    span = models.CharField(max_length=5, choices=Span)
    since = models.DateField()
    channel = models.CharField(max_length=10, choices=Channel)
    dimension = models.CharField(max_length=8, choices=Dimension)
    key = models.CharField(max_length=20, blank=True)
    received = models.PositiveIntegerField(default=0)
    offered = models.PositiveIntegerField(default=0)
    called_back = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    abandoned = models.PositiveIntegerField(default=0)
    menu_helped = models.PositiveIntegerField(default=0)
    menu_closed = models.PositiveIntegerField(default=0)
    menu_left = models.PositiveIntegerField(default=0)
    registered = models.PositiveIntegerField(default=0)
    solved = models.PositiveIntegerField(default=0)
    judged = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    talked = models.PositiveIntegerField(default=0)
    handed_on = models.PositiveIntegerField(default=0)
    handovers = models.PositiveIntegerField(default=0)
    replied_in_time = models.PositiveIntegerField(default=0)
    replied_late = models.PositiveIntegerField(default=0)
    answer_waits = models.BinaryField(default=b"")
    abandon_waits = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "span", "since", "dimension", "channel", "key"],
                name="tally_unique",
            )
        ]

    def __str__(self) -> str:
        return f"{self.desk_id} {self.since} {self.channel} {self.dimension} {self.key}"


class CaseTally(models.Model):
    """What the cases that came from a desk and were closed on a day come to, by their reason."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    key = models.CharField(max_length=20, blank=True, help_text="The reason's key, or nothing.")
    closed = models.PositiveIntegerField(default=0)
    promised = models.PositiveIntegerField(default=0)
    in_time = models.PositiveIntegerField(default=0)
    reopened = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["desk", "day", "key"], name="case_tally_unique")
        ]

    def __str__(self) -> str:
        return f"{self.desk_id} {self.day} {self.key}"


class DayCount(models.Model):
    """A closed day that has been counted. Frozen: its contacts are no longer all there."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    return_days = models.PositiveSmallIntegerField()
    is_frozen = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["desk", "day"], name="day_count_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.desk_id} {self.day}"


class Change(models.Model):
    """A closed day of which something changed since it was counted. Written by triggers.

    They stand in the migrations: whatever writes a contact, by whichever way, it is noted in the
    same transaction. Many rows may say the same, so that nobody waits for anybody. Without a
    desk: a case that was closed that day.
    """

    desk_id = models.BigIntegerField(null=True)
    day = models.DateField()
    is_thinned = models.BooleanField(default=False, help_text="A person was taken out of it.")

    class Meta:
        indexes = [models.Index(fields=["desk_id", "day"], name="change_by_day")]

    def __str__(self) -> str:
        return f"{self.desk_id} {self.day}"
