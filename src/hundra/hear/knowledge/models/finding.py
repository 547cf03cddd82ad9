"""What search reads: published texts as indexed, with what they mean, and synonyms."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.knowledge.models.article import Audience


class IndexedText(models.Model):
    """A published translation as search knows it. Written by the index job alone.

    `version` rises with every change of the index, so a process that holds it in memory asks
    for what is newer than it has. A text out of sight stays as a row with `removed`, so that it
    is taken out there too. The key outlives the translation for the same reason.

    `fields` are the words to index by the field's name; `passages` a list of
    {"heading", "text"} that can answer on their own. `meaning` is what they mean to the model named
    in `meaning_of` (see `engines.text.meaning.TextMeaning`); null until the job has got that far.
    """

    translation = models.BigIntegerField(primary_key=True)
    article = models.BigIntegerField()
    language = models.CharField(max_length=10)
    audience = models.CharField(max_length=10, choices=Audience)
    fields = models.JSONField(default=dict)
    passages = models.JSONField(default=list)
    meaning = models.BinaryField(null=True)
    meaning_of = models.CharField(max_length=60, blank=True)
    removed = models.BooleanField(default=False)
    version = models.BigIntegerField(db_index=True)
    indexed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["version"]

    def __str__(self) -> str:
        return f"{self.translation}, version {self.version}"


@pghistory.track()
class Synonym(models.Model):
    """What people say and what the texts say. One way unless `both_ways`."""

    said = models.CharField(_("people say"), max_length=80)
    means = models.CharField(_("the texts say"), max_length=80)
    both_ways = models.BooleanField(_("both ways"), default=False)
    language = models.CharField(_("language"), max_length=10, default="sv")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = pgettext_lazy("knowledge", "synonym")
        verbose_name_plural = pgettext_lazy("knowledge", "synonyms")
        ordering = ["said", "means"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "said", "means"], name="synonym_said_and_means_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.said} → {self.means}"
