"""Paths of self-study, and who is done with what. Wrong answers are never kept."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.knowledge.models import Article, Audience, Film


@pghistory.track()
class Path(models.Model):
    """Some steps to learn something by, in order."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(pgettext_lazy("study", "title"), max_length=120)
    description = models.CharField(_("in short"), max_length=400, blank=True)
    audience = models.CharField(_("for"), max_length=10, choices=Audience)
    owner_unit = models.ForeignKey(
        "organisation.Unit",
        on_delete=models.PROTECT,
        related_name="study_paths",
        verbose_name=_("owner unit"),
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("study", "path")
        verbose_name_plural = pgettext_lazy("study", "paths")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class Step(models.Model):
    """An article, a film, or a text of its own, maybe with questions after it."""

    path = models.ForeignKey(Path, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(_("position"))
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, null=True, blank=True, related_name="study_steps"
    )
    film = models.ForeignKey(
        Film, on_delete=models.PROTECT, null=True, blank=True, related_name="study_steps"
    )
    title = models.CharField(pgettext_lazy("study", "title"), max_length=120, blank=True)
    text = models.TextField(_("text"), max_length=10_000, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("study", "step")
        verbose_name_plural = pgettext_lazy("study", "steps")
        ordering = ["path", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False, film=None, text="")
                | Q(article=None, film__isnull=False, text="")
                | (Q(article=None, film=None) & ~Q(text="") & ~Q(title="")),
                name="step_is_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.title or f"{self.position}"


@pghistory.track()
class Question(models.Model):
    """A question after a step. More than one option may be right; all right ones are asked for."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.CharField(_("question"), max_length=300)
    explanation = models.CharField(_("explanation"), max_length=600, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("study", "question")
        verbose_name_plural = pgettext_lazy("study", "questions")
        ordering = ["step", "position", "pk"]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class Option(models.Model):
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.CharField(_("answer"), max_length=300)
    right = models.BooleanField(pgettext_lazy("study", "right"), default=False)

    class Meta:
        verbose_name = pgettext_lazy("study", "answer option")
        verbose_name_plural = pgettext_lazy("study", "answer options")
        ordering = ["question", "position", "pk"]

    def __str__(self) -> str:
        return self.text


class StepDone(models.Model):
    """Someone is done with a step. Only they see it; units see numbers of people."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="steps_done"
    )
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="done")
    done_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["done_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "step"], name="step_done_once")]

    def __str__(self) -> str:
        return f"{self.step}: {self.done_on}"
