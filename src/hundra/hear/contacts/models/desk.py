"""The desks: one way in for citizens, one for employees, and what each is set up to do."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.suggestions.models import Audience


class Channel(models.TextChoices):
    """How someone gets in touch."""

    PHONE = "phone", _("Phone")
    VISIT = "visit", _("Visit")
    EMAIL = "email", _("E-mail")
    WEB = "web", _("Web form")
    SOCIAL = "social", _("Social media")
    LETTER = "letter", _("Letter")


# Someone is there and waits; the rest can lie until there is time.
LIVE_CHANNELS = (Channel.PHONE, Channel.VISIT)


@pghistory.track()
class Desk(models.Model):
    """A service centre: who may come, how, and what it promises.

    Seconds and days below are the desk's own goals; the law is elsewhere.
    """

    slug = models.SlugField(_("address"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    audience = models.CharField(_("for"), max_length=10, choices=Audience)
    unit = models.ForeignKey(
        "organisation.Unit",
        on_delete=models.PROTECT,
        related_name="desks",
        verbose_name=_("unit"),
    )
    phone = models.CharField(
        _("phone number"), max_length=20, blank=True, help_text=_("With country code: +46…")
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    channels = ArrayField(models.CharField(max_length=10, choices=Channel), default=list)
    languages = ArrayField(
        models.CharField(max_length=10),
        default=list,
        help_text=_("Languages that guides speak, by their codes, the most asked for first."),
    )
    is_active = models.BooleanField(_("in use"), default=True)
    answer_within_seconds = models.PositiveSmallIntegerField(_("answer within"), default=120)
    answer_share = models.PositiveSmallIntegerField(
        _("share to answer in that time"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Per cent."),
    )
    short_abandon_seconds = models.PositiveSmallIntegerField(
        _("a short wait"),
        default=10,
        help_text=_("Who hangs up sooner has not waited (seconds)."),
    )
    reply_within_hours = models.PositiveSmallIntegerField(
        _("reply to writing within"), default=16, help_text=_("Working hours.")
    )
    ring_seconds = models.PositiveSmallIntegerField(_("ring for"), default=20)
    wrap_up_seconds = models.PositiveSmallIntegerField(_("wrap up for"), default=60)
    widen_reason_seconds = models.PositiveSmallIntegerField(
        _("any reason after"),
        default=60,
        help_text=_("Then guides who don't know the reason may be asked (seconds)."),
    )
    widen_level_seconds = models.PositiveSmallIntegerField(
        _("simple language after"),
        default=90,
        help_text=_("Then guides who know the language a little may be asked (seconds)."),
    )
    return_days = models.PositiveSmallIntegerField(
        _("solved if nobody returns within"), default=7, help_text=_("Days.")
    )
    ask_share = models.PositiveSmallIntegerField(
        _("share asked afterwards"), default=100, help_text=_("Per cent.")
    )
    ask_again_days = models.PositiveSmallIntegerField(
        _("ask nobody again within"), default=90, help_text=_("Days.")
    )
    callbacks_per_slot = models.PositiveSmallIntegerField(_("callbacks a half-hour"), default=4)
    crisis = models.JSONField(
        _("crisis message"), default=dict, blank=True, help_text=_("By language; goes out at once.")
    )
    crisis_since = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("service centre", "desk")
        verbose_name_plural = pgettext_lazy("service centre", "desks")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class OpeningHours(models.Model):
    """When a desk is open on a day of the week; several rows where it closes for lunch."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(
        _("weekday"), help_text="0 = Monday.", validators=[MaxValueValidator(6)]
    )
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="hours_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H.%M}–{self.closes:%H.%M}"


@pghistory.track()
class SpecialDay(models.Model):
    """A day with other hours, or none. Public holidays are closed without a row here."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="special_days")
    day = models.DateField(_("day"))
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)
    note = models.CharField(_("why"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["desk", "day"], name="special_day_unique"),
            models.CheckConstraint(
                condition=Q(opens=None, closes=None) | Q(opens__lt=F("closes")),
                name="special_day_hours_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}"


@pghistory.track()
class DeskReason(models.Model):
    """A reason that a desk answers, and where it goes when the desk cannot settle it."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="reasons")
    reason = models.ForeignKey(
        "knowledge.ContactReason", on_delete=models.PROTECT, related_name="at_desks"
    )
    unit = models.ForeignKey(
        "organisation.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("handled by"),
    )
    promise_hours = models.PositiveSmallIntegerField(
        _("promised within"), default=40, help_text=_("Working hours.")
    )
    is_confidential = models.BooleanField(_("cases are confidential"), default=False)
    priority = models.PositiveSmallIntegerField(
        _("priority"), default=50, help_text=_("Lower comes first.")
    )
    names = models.JSONField(
        pgettext_lazy("service centre", "as visitors read it"),
        default=dict,
        blank=True,
        help_text=_("By language. Without one, the reason's own name is shown."),
    )
    words = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        help_text=_("Words in a note that suggest this reason."),
    )
    is_active = models.BooleanField(_("in use"), default=True)
    is_public_report = models.BooleanField(
        _("can be reported with apps"),
        default=False,
        help_text=_(
            "Fault-reporting apps (Open311) offer it, and show where it has been reported."
        ),
    )
    shows_report_texts = models.BooleanField(
        _("show what was written"),
        default=False,
        help_text=_("Apps show the description too, with numbers and addresses of people covered."),
    )

    class Meta:
        verbose_name = _("reason of the desk")
        verbose_name_plural = _("reasons of the desk")
        ordering = ["reason__name"]
        constraints = [
            models.UniqueConstraint(fields=["desk", "reason"], name="desk_reason_unique")
        ]

    def __str__(self) -> str:
        return f"{self.desk}: {self.reason}"
