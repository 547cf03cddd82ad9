"""The texts of an article: a translation for each language, and every revision of it."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.knowledge.models.article import Article
from hundra.hear.knowledge.models.material import Attachment, Film


class RevisionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("revision", "Draft")
    WAITING = "waiting", pgettext_lazy("revision", "Waiting for approval")
    PUBLISHED = "published", pgettext_lazy("revision", "Published")
    REPLACED = "replaced", pgettext_lazy("revision", "Replaced")
    DISCARDED = "discarded", pgettext_lazy("revision", "Discarded")


@pghistory.track()
class Translation(models.Model):
    """An article in one language. `published` is what readers see; a newer draft may exist."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=10)
    published = models.OneToOneField(
        "Revision", on_delete=models.PROTECT, null=True, blank=True, related_name="shown_in"
    )

    class Meta:
        verbose_name = _("language version")
        verbose_name_plural = _("language versions")
        ordering = ["article", "language"]
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="translation_unique")
        ]

    def __str__(self) -> str:
        return f"{self.article} ({self.language})"


@pghistory.track()
class Revision(models.Model):
    """One wording of a translation. A published wording never changes; a change is a new one.

    `steps` is a list of sentences. `links` is a list of {"kind", "label", "url"} where the kind
    is "e-service", "form", "page" or "phone". `based_on` is the original's revision that a
    translation was made from: when the original shows another one, the translation is behind.
    """

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(
        _("state"), max_length=10, choices=RevisionState, default=RevisionState.DRAFT
    )
    title = models.CharField(pgettext_lazy("article", "title"), max_length=120)
    short_answer = models.CharField(_("short answer"), max_length=400, blank=True)
    spoken_answer = models.TextField(_("spoken answer"), max_length=1500, blank=True)
    body = models.TextField(_("text"), max_length=40_000, blank=True)
    steps = models.JSONField(_("steps"), default=list, blank=True)
    links = models.JSONField(_("links"), default=list, blank=True)
    keywords = ArrayField(
        models.CharField(max_length=60), verbose_name=_("search words"), default=list, blank=True
    )
    attachments: models.ManyToManyField[Attachment, models.Model] = models.ManyToManyField(
        Attachment, blank=True, related_name="revisions"
    )
    films: models.ManyToManyField[Film, models.Model] = models.ManyToManyField(
        Film, blank=True, related_name="revisions"
    )
    based_on = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="translated_as"
    )
    change_note = models.CharField(_("what changed"), max_length=200, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # All who have had a hand in the wording: none of them may approve it.
    authors = ArrayField(models.BigIntegerField(), default=list, editable=False)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    submitted_at = models.DateTimeField(_("sent for approval"), null=True, blank=True)
    review_comment = models.CharField(_("comment"), max_length=1000, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["translation", "-number"]
        indexes = [
            # What is new: the start page and the feeds read it from its end.
            models.Index(
                fields=["approved_at"], condition=Q(state="published"), name="revision_shown_since"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["translation", "number"], name="revision_numbered"),
            models.UniqueConstraint(
                fields=["translation"],
                condition=Q(state__in=["draft", "waiting"]),
                name="revision_one_in_work",
            ),
            models.UniqueConstraint(
                fields=["translation"],
                condition=Q(state="published"),
                name="revision_one_published",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "waiting", "discarded"])
                | Q(approved_at__isnull=False),
                name="revision_published_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | Q(written_by=None)
                | ~Q(approved_by=F("written_by")),
                name="revision_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"
