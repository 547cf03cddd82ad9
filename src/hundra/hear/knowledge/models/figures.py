"""What the searches and verdicts come to, counted by a job so that pages need not.

All of it can be counted anew from what `learning` keeps, but weeks older than the searches:
they stay, since nobody can be found in them.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.knowledge.models.article import Article, Topic
from hundra.hear.knowledge.models.learning import Door

ALL_DOORS = ""


class SearchGroup(models.Model):
    """Searches with the same key, of which some were not answered.

    `words` is the wording most used, and `wordings` a list of those used most: [words, times].
    `nearest` are the articles that search finds for it, the
    nearest first, and `topic` theirs: where an answer would belong. `since` counts unanswered
    searches in twelve weeks since something was decided on the key.
    """

    key = models.CharField(max_length=200, unique=True)
    words = models.CharField(max_length=200)
    language = models.CharField(max_length=10)
    wordings = models.JSONField(default=list)
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, related_name="+")
    nearest: ArrayField[list[int], list[int]] = ArrayField(models.BigIntegerField(), default=list)
    placed_at = models.DateTimeField(null=True)
    since = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.words


class SearchCount(models.Model):
    """A group's searches in the latest `weeks`, by a door or (`ALL_DOORS`) by all.

    `not_chosen` had hits and no chosen one, where the page could tell.
    """

    group = models.ForeignKey(SearchGroup, on_delete=models.CASCADE, related_name="counts")
    weeks = models.PositiveSmallIntegerField()
    door = models.CharField(max_length=10, choices=Door, blank=True)
    asked = models.PositiveIntegerField(_("searches"))
    no_hit = models.PositiveIntegerField(_("without hits"))
    not_chosen = models.PositiveIntegerField(_("no hit chosen"))
    unanswered = models.PositiveIntegerField(_("unanswered"))

    class Meta:
        ordering = ["-unanswered", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "weeks", "door"], name="search_count_unique")
        ]
        indexes = [models.Index(fields=["weeks", "door", "-unanswered"], name="search_count_list")]

    def __str__(self) -> str:
        return f"{self.group}: {self.unanswered}/{self.asked}"


class SearchWeek(models.Model):
    """The searches of a week that begins on `monday`.

    `told` had hits on a page that could tell which was chosen, and in `chosen` of them one was.
    """

    monday = models.DateField(pgettext_lazy("searches", "week"))
    door = models.CharField(max_length=10, choices=Door)
    asked = models.PositiveIntegerField()
    no_hit = models.PositiveIntegerField()
    told = models.PositiveIntegerField()
    chosen = models.PositiveIntegerField()

    class Meta:
        ordering = ["monday", "door"]
        constraints = [
            models.UniqueConstraint(fields=["monday", "door"], name="search_week_unique")
        ]

    def __str__(self) -> str:
        return f"{self.monday}: {self.asked}"


class ArticleFigures(models.Model):
    """How an article was used in the latest `weeks`: openings, and verdicts that it helped."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="figures")
    weeks = models.PositiveSmallIntegerField()
    opened = models.PositiveIntegerField(_("times opened"), default=0)
    helped = models.PositiveIntegerField(_("said yes"), default=0)
    verdicts = models.PositiveIntegerField(_("answers"), default=0)

    class Meta:
        ordering = ["-opened", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "weeks"], name="article_figures_unique")
        ]
        indexes = [models.Index(fields=["weeks", "-opened"], name="article_figures_list")]

    def __str__(self) -> str:
        return f"{self.article}: {self.opened}"


class Counted(models.Model):
    """When the figures were counted last."""

    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.at)
