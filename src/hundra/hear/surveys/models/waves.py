"""A staff survey: when whom is asked what. Who is asked is known; what anyone answered is not.

See docs/decisions/0030.
"""

from __future__ import annotations

import uuid

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.surveys.models.question_sets import QuestionSet


class WaveState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("wave", "Being prepared")
    OPEN = "open", pgettext_lazy("wave", "Open for answers")
    CLOSING = "closing", pgettext_lazy("wave", "Being put together")
    CLOSED = "closed", pgettext_lazy("wave", "Closed")
    CANCELLED = "cancelled", pgettext_lazy("wave", "Called off")


class Split(models.TextChoices):
    """What answers can be split by, beside units. Known from the organisation, never asked."""

    OCCUPATION = "occupation", _("Occupation")
    MANAGER = "manager", pgettext_lazy("survey", "Managers and others")


@pghistory.track()
class Wave(models.Model):
    """One asking of an instrument to a part of the organisation, between two days."""

    question_set = models.ForeignKey(
        QuestionSet, on_delete=models.PROTECT, related_name="waves", verbose_name=_("instrument")
    )
    title = models.CharField(_("title"), max_length=120)
    unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    titles = ArrayField(
        models.CharField(max_length=200),
        default=list,
        blank=True,
        verbose_name=_("occupations"),
        help_text=_("Those asked; none: everybody."),
    )
    splits = ArrayField(models.CharField(max_length=20, choices=Split), default=list, blank=True)
    counted_on = models.DateField(_("the staff as of"))
    opens_on = models.DateField(_("opens"))
    closes_on = models.DateField(_("last day"))
    remind_on = ArrayField(
        models.DateField(), default=list, blank=True, verbose_name=_("reminders")
    )
    least_group = models.PositiveSmallIntegerField(_("smallest group shown"), default=7)
    least_texts = models.PositiveSmallIntegerField(_("smallest group for own words"), default=20)
    is_pilot = models.BooleanField(
        _("pilot"), default=False, help_text=_("Tries the questions. Its answers are not results.")
    )
    people = models.ManyToManyField(
        "organisation.Person",
        blank=True,
        related_name="+",
        verbose_name=_("people chosen"),
        help_text=_("A pilot's; none: everybody at the unit."),
    )
    ask_whom = models.CharField(
        _("whom to ask"),
        max_length=200,
        blank=True,
        help_text=_("Stands in the mails: a name, and a telephone number or an address."),
    )
    opens_by_itself = models.BooleanField(
        default=False, help_text="On its day. Otherwise somebody opens it."
    )
    earlier = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="later",
        verbose_name=_("compared with"),
    )
    state = models.CharField(_("state"), max_length=10, choices=WaveState, default=WaveState.DRAFT)
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("survey", "survey")
        verbose_name_plural = pgettext_lazy("survey", "surveys")
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="wave_days"),
            models.CheckConstraint(condition=Q(least_group__gte=5), name="wave_least_group"),
            models.CheckConstraint(
                condition=Q(least_texts__gte=F("least_group")), name="wave_least_texts"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class WaveUnit(models.Model):
    """A unit as it stood in the tree on the wave's day, and how many of its own were asked.

    `invited` and `answered` are of the unit itself, without those below. `answered` is counted up
    at each answer, with nothing about who.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")
    name = models.CharField(max_length=200)
    path = models.CharField(max_length=200)
    invited = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("unit asked")
        verbose_name_plural = _("units asked")
        ordering = ["wave", "path"]
        constraints = [models.UniqueConstraint(fields=["wave", "unit"], name="wave_unit_once")]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """Someone who belongs to those asked. Tells nothing of whether they answered.

    Kept, so that the next wave knows how many in each unit are the same people.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey("organisation.Person", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("occupation"), max_length=200)
    is_manager = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("person asked")
        verbose_name_plural = _("people asked")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["wave", "person"], name="wave_member_once")]
        indexes = [models.Index(fields=["wave", "unit"], name="wave_member_unit")]

    def __str__(self) -> str:
        return self.title


class WayIn(models.TextChoices):
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")
    SLIP = "slip", pgettext_lazy("survey", "Paper slip with a code")


class WaveInvitation(models.Model):
    """A link or code that can be used once. All of a wave's are deleted when it closes.

    A slip is handed out on paper and belongs to nobody (`member` is null). The secret is kept as
    a keyed hash. Unit, occupation and so on stand here only to be sealed with the answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="invitations")
    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, null=True, related_name="invitation"
    )
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    is_manager = models.BooleanField(default=False)
    way_in = models.CharField(max_length=5, choices=WayIn)
    secret_hash = models.CharField(max_length=64, unique=True)
    sent_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    is_answered = models.BooleanField(default=False)

    # Only where it was just made: the secret itself is nowhere else than in its link.
    secret: str = ""

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["id"]
        indexes = [models.Index(fields=["wave", "unit", "is_answered"], name="wave_invited")]

    def __str__(self) -> str:
        return f"{self.way_in}"
