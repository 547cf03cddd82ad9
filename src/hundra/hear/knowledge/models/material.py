"""What articles and self-study show beside their words: files, pictures and films."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.knowledge.models.article import Article, Audience


@pghistory.track()
class Attachment(models.Model):
    """A document or picture of an article. Read by whom a published revision that has it is for.

    A picture stands in the text as `![description](bild:ID)`.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(_("file"), upload_to="knowledge/%Y/", max_length=200)
    name = models.CharField(_("name"), max_length=150)
    media_type = models.CharField(max_length=100)
    size_bytes = models.PositiveIntegerField()
    is_picture = models.BooleanField(default=False)
    alt = models.CharField(_("picture description"), max_length=300, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["article", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_picture=False) | ~Q(alt=""), name="picture_has_description"
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Film(models.Model):
    """A film: an own file or an address. Always with captions; with sign language where there is.

    Captions are WebVTT. A film by address has a transcript and its captions at the other end,
    which `captioned_there` vouches for.
    """

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(pgettext_lazy("film", "title"), max_length=120)
    description = models.CharField(_("in short"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=10, default="sv")
    audience = models.CharField(_("for"), max_length=10, choices=Audience)
    owner_unit = models.ForeignKey(
        "organisation.Unit",
        on_delete=models.PROTECT,
        related_name="films",
        verbose_name=_("owner unit"),
    )
    file = models.FileField(_("film"), upload_to="films/%Y/", blank=True, max_length=200)
    url = models.URLField(_("address of the film"), blank=True, max_length=500)
    captions = models.FileField(_("captions"), upload_to="films/%Y/", blank=True, max_length=200)
    captioned_there = models.BooleanField(_("has captions where it is shown"), default=False)
    signed_file = models.FileField(
        _("sign-language version"), upload_to="films/%Y/", blank=True, max_length=200
    )
    signed_url = models.URLField(
        _("address of the sign-language version"), blank=True, max_length=500
    )
    poster = models.ImageField(_("picture"), upload_to="films/%Y/", blank=True, max_length=200)
    transcript = models.TextField(_("transcript"), max_length=40_000)
    duration_seconds = models.PositiveIntegerField(_("length in seconds"), null=True, blank=True)
    published = models.BooleanField(pgettext_lazy("film", "published"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("knowledge", "film")
        verbose_name_plural = pgettext_lazy("knowledge", "films")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(~Q(file="") & Q(url="") & ~Q(captions=""))
                | (Q(file="") & ~Q(url="") & Q(captioned_there=True)),
                name="film_is_captioned",
            )
        ]

    def __str__(self) -> str:
        return self.title


class CheckedLink(models.Model):
    """What the nightly job saw when it last followed an address that an article leads to."""

    url = models.URLField(max_length=500, unique=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    works = models.BooleanField(null=True)
    status = models.CharField(max_length=100, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    articles: models.ManyToManyField[Article, models.Model] = models.ManyToManyField(
        Article, related_name="checked_links"
    )

    class Meta:
        ordering = ["url"]

    def __str__(self) -> str:
        return self.url
