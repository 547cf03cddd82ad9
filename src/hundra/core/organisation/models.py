"""The tree of units, the people, and who is employed where under which manager."""

from __future__ import annotations

import uuid
from datetime import date

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Deferrable, F, Func, Q, Value
from django.db.models.functions import Concat, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SwedishOrder(Func):
    """A text that sorts as Swedish does, å ä ö last, when compared by code point."""

    function = "translate"

    def __init__(self, text: object, **extra: object) -> None:
        super().__init__(
            Lower(text),
            Value("åäö"),
            Value("{|}"),
            output_field=models.TextField(db_collation="C"),
            **extra,
        )


class UnitKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    COMMITTEE = "committee", _("Committee")
    ADMINISTRATION = "administration", _("Administration")
    DEPARTMENT = "department", _("Department")
    UNIT = "unit", _("Unit")


@pghistory.track()
class Unit(models.Model):
    """A node of the organisation. `path` holds the ids from the root: "/1/5/12/"."""

    code = models.CharField(_("code"), max_length=50, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=200, editable=False, default="")
    ended_on = models.DateField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["path"]
        indexes = [models.Index(fields=["path"], name="unit_path", opclasses=["text_pattern_ops"])]

    def __str__(self) -> str:
        return self.name


@pghistory.track(exclude=["found_by", "sorted_as"])
class Person(models.Model):
    """Someone who works, or has worked, for the municipality."""

    number = models.CharField(_("employee number"), max_length=50, unique=True)
    given_name = models.CharField(_("given name"), max_length=100)
    family_name = models.CharField(_("family name"), max_length=100)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    protected_identity = models.BooleanField(
        _("protected identity"),
        default=False,
        help_text=_("Never shown in lists or search."),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
    )
    found_by = models.GeneratedField(
        expression=Lower(
            Concat(
                "given_name",
                Value(" "),
                "family_name",
                Value(" "),
                "email",
                output_field=models.TextField(),
            )
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    sorted_as = models.GeneratedField(
        expression=SwedishOrder(Concat("family_name", Value(" "), "given_name")),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sorted_as", "pk"]
        indexes = [
            models.Index(fields=["sorted_as", "id"], name="person_sorted"),
            models.Index(Lower("given_name"), name="person_given_name"),
            models.Index(Lower("family_name"), name="person_family_name"),
            GinIndex(fields=["found_by"], name="person_found_by", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["email"], name="person_email"),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"


class EmploymentQuerySet(models.QuerySet["Employment"]):
    def current(self, on: date | None = None) -> EmploymentQuerySet:
        """Those that hold on the day (today unless told)."""
        on = on or timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


@pghistory.track()
class Employment(models.Model):
    """A person on a post at a unit, from one day to another, under one manager."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="employments")
    post = models.CharField(_("post number"), max_length=50)
    title = models.CharField(_("title"), max_length=200)
    manager = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    is_manager = models.BooleanField(_("manages the unit"), default=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    hours_per_week = models.DecimalField(_("hours a week"), max_digits=4, decimal_places=2)

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("employment")
        verbose_name_plural = _("employments")
        ordering = ["starts_on", "pk"]
        # Who works here now is asked of every list of people; this alone answers it.
        indexes = [
            models.Index(fields=["person", "starts_on", "ends_on"], name="employment_days"),
            # How many each manager leads, in the whole municipality, is read from this alone.
            models.Index(
                fields=["manager", "person"],
                include=["unit", "starts_on", "ends_on"],
                name="employment_reports",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="employment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__gt=0, hours_per_week__lte=48),
                name="employment_hours_reasonable",
            ),
            models.CheckConstraint(
                condition=~Q(manager=F("person")), name="employment_not_own_manager"
            ),
            ExclusionConstraint(
                name="employment_post_held_by_one",
                # An import may pass posts around before the whole is judged.
                deferrable=Deferrable.IMMEDIATE,
                expressions=[
                    # The post first: it tells rows apart, days hardly do.
                    ("post", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_on"),
                            F("ends_on"),
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.title}, {self.unit}"


class UploadState(models.TextChoices):
    WAITING = "waiting", _("Being checked")
    CHECKED = "checked", _("Checked")
    TAKING_OVER = "taking_over", _("Being carried out")
    DONE = "done", _("Carried out")
    REFUSED = "refused", _("Stopped")


class HrUpload(models.Model):
    """HR's three files, kept from the dry run until they are carried out, at most a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    state = models.CharField(
        _("state"), max_length=12, choices=UploadState, default=UploadState.WAITING
    )
    allow_many_vanish = models.BooleanField(default=False)
    names = models.JSONField(default=list)
    units = models.BinaryField(null=True)
    people = models.BinaryField(null=True)
    employments = models.BinaryField(null=True)
    report = models.JSONField(null=True)

    class Meta:
        verbose_name = _("HR files")
        verbose_name_plural = _("HR files")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return ", ".join(self.names)
