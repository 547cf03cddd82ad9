"""What was answered, without who. See docs/decisions/0022."""

from __future__ import annotations

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.surveys.models.question_sets import Item, QuestionSet


class Kind(models.TextChoices):
    """After what someone was asked."""

    CONTACT = "contact", pgettext_lazy("survey", "After a contact")
    CASE = "case", pgettext_lazy("survey", "After a case")


class Box(models.Model):
    """Answers that wait for company: one sealed text for each place, shuffled at each addition.

    Sealed with the installation's secret, which is not in the database. `seal` tells which.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question_set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="boxes")
    kind = models.CharField(max_length=10, choices=Kind)
    desk = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    seal = models.CharField(max_length=16)
    content = models.TextField(blank=True)
    count = models.PositiveIntegerField(default=0)
    waits_since = models.DateField(null=True)

    class Meta:
        verbose_name = _("ballot box")
        verbose_name_plural = _("ballot boxes")
        constraints = [
            models.UniqueConstraint(
                fields=["question_set", "kind", "desk", "unit", "seal"], name="box_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.count}"


class Response(models.Model):
    """What one person answered, kept with what at least six others share: place and attributes.

    `day` is when the box was emptied, the same for all in it. An attribute too few had in common
    is lost: "" or null. Keys are random, and rows were written in random order.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question_set = models.ForeignKey(
        QuestionSet, on_delete=models.PROTECT, related_name="responses"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    desk = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(_("channel"), max_length=10, blank=True)
    reason = models.ForeignKey(
        "knowledge.ContactReason",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    language = models.CharField(_("language"), max_length=10, blank=True)
    day = models.DateField()
    score = models.FloatField(null=True, help_text="0–100; empty where too little was answered.")

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["id"]
        indexes = [models.Index(fields=["day", "kind", "desk"], name="response_by_day")]

    def __str__(self) -> str:
        return f"{self.day}"


class Answer(models.Model):
    """An answer to one item. No value is "don't know", or nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    value = models.SmallIntegerField(null=True)
    points = models.FloatField(null=True, help_text="0–100.")

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["response", "item"], name="answer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.value}"


class ClassSum(models.Model):
    """What a class of responses adds up to, by item ("" is the score): what figures are read from.

    Made when the class comes out of its box, so a year's figures need not read every answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question_set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    desk = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, blank=True)
    reason = models.ForeignKey(
        "knowledge.ContactReason",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    language = models.CharField(max_length=10, blank=True)
    day = models.DateField()
    code = models.SlugField(max_length=40, blank=True, db_index=False)
    people = models.PositiveIntegerField()
    n = models.PositiveIntegerField()
    total = models.FloatField()
    squares = models.FloatField()

    class Meta:
        verbose_name = _("sum of a class")
        verbose_name_plural = _("sums of classes")
        ordering = ["id"]
        indexes = [models.Index(fields=["day", "kind", "desk"], name="class_sum_by_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.code} {self.n}"


@pghistory.track(pghistory.UpdateEvent())
class Comment(models.Model):
    """Own words, masked, with neither the person nor the rest of their answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question_set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    desk = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    text = models.TextField(_("comment"), max_length=2000)
    passed_on_at = models.DateTimeField(_("passed on"), null=True, blank=True)
    passed_on_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    passed_on_to = models.CharField(_("passed on to"), max_length=120, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("survey", "comment")
        verbose_name_plural = pgettext_lazy("survey", "comments")
        ordering = ["-day", "id"]
        indexes = [models.Index(fields=["-day", "id"], name="survey_comment_by_day")]

    def __str__(self) -> str:
        return self.text[:60]
