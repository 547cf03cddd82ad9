"""What use teaches: searches, choices and verdicts, none of them with who."""

from __future__ import annotations

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.knowledge.models.article import Article, Topic


class Door(models.TextChoices):
    """From where someone searched or read."""

    PUBLIC = "public", pgettext_lazy("door", "Public pages")
    INSIDE = "inside", pgettext_lazy("door", "Inside")
    GUIDES = "guides", pgettext_lazy("door", "Guides")
    EMBEDDED = "embedded", pgettext_lazy("door", "Embedded box")


class Search(models.Model):
    """What somebody looked for, cleaned of personal data. Never who, nor at what hour.

    `secret` lets the page that showed the hits tell which one was chosen. A browser without
    scripts cannot tell: its searches are not `watched`.
    """

    secret = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    made_on = models.DateField(default=timezone.localdate)
    door = models.CharField(max_length=10, choices=Door)
    language = models.CharField(max_length=10)
    words = models.CharField(max_length=200)
    # The words' stems in order: searches with the same key ask for the same thing.
    key = models.CharField(max_length=200)
    hits = models.PositiveSmallIntegerField()
    chosen = models.ForeignKey(
        Article, on_delete=models.SET_NULL, null=True, related_name="chosen_in"
    )
    chosen_rank = models.PositiveSmallIntegerField(null=True)
    watched = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("search")
        verbose_name_plural = _("searches")
        ordering = ["-made_on", "pk"]
        indexes = [
            models.Index(fields=["made_on", "key"], name="search_day_and_key"),
            models.Index(fields=["key", "made_on"], name="search_key_and_day"),
        ]

    def __str__(self) -> str:
        return self.words


@pghistory.track()
class SearchNeed(models.Model):
    """What was decided on something that people look for and don't find.

    It leaves the work list, and comes back when as many searches as `returns_at` have not been
    answered within twelve weeks since: twice as many as when it was decided.
    """

    class Decision(models.TextChoices):
        DRAFTED = "drafted", pgettext_lazy("search need", "Draft begun")
        SYNONYM = "synonym", pgettext_lazy("search need", "Synonym added")
        NOT_OURS = "not_ours", pgettext_lazy("search need", "Not for us to answer")

    key = models.CharField(max_length=200, unique=True)
    words = models.CharField(_("people searched for"), max_length=200)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision)
    article = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, related_name="+")
    returns_at = models.PositiveIntegerField(default=0)
    decided_on = models.DateField(_("decided"), default=timezone.localdate)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("search need")
        verbose_name_plural = _("search needs")
        ordering = ["-decided_on", "pk"]

    def __str__(self) -> str:
        return self.words


class UnhelpfulReason(models.TextChoices):
    NOT_ANSWERED = "not_answered", _("It does not answer my question")
    HARD_TO_READ = "hard_to_read", _("It is hard to understand")
    OUTDATED = "outdated", _("It is out of date or wrong")
    BROKEN = "broken", _("A link or form does not work")
    OTHER = "other", pgettext_lazy("unhelpful", "Something else")


class Verdict(models.Model):
    """ "Did this help?", answered on an article's page; a comment is cleaned of personal data."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="verdicts")
    language = models.CharField(max_length=10)
    revision_number = models.PositiveIntegerField()
    given_on = models.DateField(default=timezone.localdate)
    door = models.CharField(max_length=10, choices=Door)
    helped = models.BooleanField()
    reason = models.CharField(max_length=12, choices=UnhelpfulReason, blank=True)
    comment = models.CharField(max_length=1000, blank=True)
    handled = models.BooleanField(_("handled"), default=False)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    secret = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        ordering = ["-given_on", "-pk"]
        indexes = [
            models.Index(fields=["article", "given_on"], name="verdict_article_day"),
            models.Index(fields=["-given_on", "id"], name="verdict_latest"),
            models.Index(
                fields=["-given_on", "id"],
                condition=models.Q(helped=False, handled=False),
                name="verdict_to_handle",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.helped}"


class ArticleUse(models.Model):
    """How many times an article was opened on a day, through a door, in a language."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="uses")
    day = models.DateField()
    door = models.CharField(max_length=10, choices=Door)
    language = models.CharField(max_length=10)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "day", "door", "language"], name="article_use_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article} {self.day}: {self.count}"
