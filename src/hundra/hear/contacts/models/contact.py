"""A contact: someone gets in touch once, by one channel, about one thing."""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.contacts.models.desk import Channel, Desk, DeskReason
from hundra.hear.contacts.models.guide import Guide
from hundra.hear.contacts.models.words import Words


class ContactState(models.TextChoices):
    """Where a contact is. A call in the phone menu is MENU until a queue is chosen."""

    MENU = "menu", _("In the phone menu")
    WAITING = "waiting", pgettext_lazy("contact", "Waiting")
    OFFERED = "offered", pgettext_lazy("contact", "Ringing")
    ACTIVE = "active", pgettext_lazy("contact", "Being answered")
    WRAP_UP = "wrap_up", pgettext_lazy("contact", "To be registered")
    DONE = "done", pgettext_lazy("contact", "Done")
    ABANDONED = "abandoned", pgettext_lazy("contact", "Gave up")


UNSETTLED = ("menu", "waiting", "offered", "active", "wrap_up")


class Outcome(models.TextChoices):
    """What came of it, as the guide says."""

    SOLVED = "solved", pgettext_lazy("contact", "Solved")
    CASE = "case", pgettext_lazy("contact", "Handed over as a case")
    CONNECTED = "connected", pgettext_lazy("contact", "Connected on")
    REFERRED = "referred", pgettext_lazy("contact", "Pointed elsewhere")
    NOT_FOR_US = "not_for_us", pgettext_lazy("contact", "Wrong number or not for us")
    # Without a guide:
    SELF_SERVED = "self_served", pgettext_lazy("contact", "Helped by the phone menu")
    CLOSED = "closed", pgettext_lazy("contact", "Met a closed desk")


TELLS_OF_PERSON = (
    Q(party__isnull=False)
    | ~Q(subject="")
    | ~Q(note="")
    | ~Q(callback_to="")
    | Q(channel=Channel.EMAIL, external_id__isnull=False, is_imported=False)
)


class Contact(models.Model):
    """One contact. Its key is its number, never reused.

    Times: `received_at` it began (a call is answered by the menu); `queued_at` it chose a queue
    and began to wait; `offered_at` rang at a guide last; `answered_at` a guide answered;
    `ended_at` the talk ended, or the wait was given up; `registered_at` the guide had registered
    it. What happened on the way stands in ContactEvent. `external_id` is what the outside calls
    it (a call at the provider, a Message-ID): the same one twice is the same contact.
    """

    # Without an index of its own: those of the list and of who waits begin with it.
    desk = models.ForeignKey(
        Desk, on_delete=models.PROTECT, related_name="contacts", db_index=False
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    state = models.CharField(
        _("state"), max_length=10, choices=ContactState, default=ContactState.WAITING
    )
    party = models.ForeignKey(
        "cases.Party",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contacts",
        db_index=False,
    )
    language = models.CharField(_("language"), max_length=10, default="sv")
    asked_reason = models.ForeignKey(
        DeskReason,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="What was chosen in the menu or the form, before anyone answered.",
    )
    reason = models.ForeignKey(
        "knowledge.ContactReason",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("reason"),
    )
    guide = models.ForeignKey(
        Guide,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        db_index=False,
    )
    priority = models.PositiveSmallIntegerField(
        default=50, help_text="Lower comes first among those who wait."
    )
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    note = models.CharField(pgettext_lazy("contact", "note"), max_length=1000, blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    case = models.ForeignKey(
        "cases.Case",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contacts",
        db_index=False,
    )
    article = models.ForeignKey(
        "knowledge.Article",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The answer that was given.",
    )
    follows = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="followed_by",
        db_index=False,
        help_text="The contact that was done when a new letter came in the same matter.",
    )
    ticket = models.CharField(_("queue ticket"), max_length=8, blank=True)
    callback_to = models.CharField(_("call back at"), max_length=20, blank=True)
    callback_at = models.DateTimeField(
        _("call back"), null=True, blank=True, help_text="Empty: when their turn comes."
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    queued_at = models.DateTimeField(null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    ended_at = models.DateTimeField(pgettext_lazy("contact", "ended"), null=True, blank=True)
    registered_at = models.DateTimeField(_("registered"), null=True, blank=True)
    handovers = models.PositiveSmallIntegerField(
        default=0, help_text="How many times another guide took over."
    )
    external_id = models.CharField(max_length=250, null=True, blank=True)
    is_imported = models.BooleanField(default=False)
    search = models.GeneratedField(
        expression=Words("desk", "subject", "note"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "external_id"], name="contact_external"),
            # What two guides grabbing at once, or one guide twice, would break.
            models.UniqueConstraint(
                fields=["guide"],
                condition=Q(state__in=["offered", "active"], channel__in=["phone", "visit"]),
                name="contact_one_live_a_guide",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["offered", "active", "wrap_up"]) | Q(guide__isnull=False),
                name="contact_answered_by_someone",
            ),
        ]
        indexes = [
            models.Index(
                fields=["desk", "priority", "queued_at"],
                name="contact_waiting",
                condition=Q(state="waiting"),
            ),
            models.Index(
                fields=["guide", "state"],
                name="contact_at_hand",
                condition=Q(state__in=["offered", "active", "wrap_up"]),
            ),
            models.Index(fields=["desk", "received_at"], name="contact_by_time"),
            # The list, narrowed: what is rare is found without reading what is common.
            models.Index(
                fields=["desk", "reason", "received_at"],
                name="contact_by_reason",
                condition=Q(reason__isnull=False),
            ),
            models.Index(fields=["desk", "channel", "received_at"], name="contact_by_channel"),
            BrinIndex(fields=["received_at"], name="contact_brin"),
            models.Index(
                fields=["party", "-received_at"],
                name="contact_by_party",
                condition=Q(party__isnull=False),
            ),
            models.Index(fields=["guide", "-received_at"], name="contact_by_guide"),
            models.Index(fields=["case"], name="contact_by_case", condition=Q(case__isnull=False)),
            models.Index(
                fields=["desk", "callback_at"],
                name="contact_callback",
                condition=Q(callback_at__isnull=False),
            ),
            models.Index(
                fields=["follows"],
                name="contact_by_followed",
                condition=Q(follows__isnull=False),
            ),
            GinIndex(fields=["search"], name="contact_search"),
            # Which contacts still tell of a person: what disposal asks for (services.retaining).
            models.Index(
                fields=["received_at"], name="contact_personal", condition=TELLS_OF_PERSON
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """As people say it: "K 1234"."""
        return f"K {self.pk}"

    @property
    def is_live(self) -> bool:
        """Is someone there, waiting?"""
        return self.channel in {Channel.PHONE, Channel.VISIT}


class EventKind(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("contact", "Received")
    KEYED = "keyed", _("Pressed a key")
    QUEUED = "queued", _("Began to wait")
    WIDENED = "widened", _("More guides were asked")
    NO_SKILL = "no_skill", _("Nobody present had the language")
    OFFERED = "offered", pgettext_lazy("contact", "Rang")
    MISSED = "missed", _("Was not answered")
    ANSWERED = "answered", pgettext_lazy("contact", "Answered")
    HANDED_ON = "handed_on", _("Handed on to another guide")
    CALLBACK = "callback", _("Callback booked")
    REPLIED = "replied", pgettext_lazy("contact", "Reply sent")
    ENDED = "ended", pgettext_lazy("contact", "Ended")
    ABANDONED = "abandoned", pgettext_lazy("contact", "Gave up")
    REGISTERED = "registered", pgettext_lazy("contact", "Registered")
    CHANGED = "changed", pgettext_lazy("contact", "Changed")


class ContactEvent(models.Model):
    """What happened to a contact: its history. `told` is what the kind needs, nothing personal."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=EventKind)
    at = models.DateTimeField(default=timezone.now)
    guide = models.ForeignKey(
        Guide, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    told = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("contact event")
        verbose_name_plural = _("contact events")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.get_kind_display()}"


class TicketCount(models.Model):
    """How many queue tickets a desk has given out on a day: the next one's number."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    given = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("queue tickets of a day")
        verbose_name_plural = _("queue tickets of a day")
        constraints = [models.UniqueConstraint(fields=["desk", "day"], name="ticket_count_unique")]

    def __str__(self) -> str:
        return f"{self.day}: {self.given}"
