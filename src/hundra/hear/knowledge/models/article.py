"""An article: what it is about, for whom, whose it is, and how long it holds."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Who may read. Each is narrower than the one before."""

    EVERYONE = "everyone", pgettext_lazy("article", "Everyone")
    EMPLOYEES = "employees", pgettext_lazy("article", "Employees")
    GUIDES = "guides", pgettext_lazy("article", "Guides only")


class ArticleState(models.TextChoices):
    """Whether the article is in use. What its texts are worth stands on their revisions."""

    IN_USE = "in_use", pgettext_lazy("article", "In use")
    WITHDRAWN = "withdrawn", pgettext_lazy("article", "Withdrawn")


def in_reader_language(names: dict[str, str]) -> str:
    """The text in the reader's language, else in Swedish, else in any."""
    language = (get_language() or "sv").split("-")[0]
    return names.get(language) or names.get("sv") or next(iter(names.values()), "")


@pghistory.track()
class Topic(models.Model):
    """A part of the help pages, such as "Waste and water"."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    names = models.JSONField(_("names"), help_text=_("By language, such as sv and en."))
    descriptions = models.JSONField(_("descriptions"), default=dict, blank=True)
    icon = models.CharField(_("icon"), max_length=40, default="circle-help")
    order = models.PositiveSmallIntegerField(_("order"), default=50)

    class Meta:
        verbose_name = pgettext_lazy("knowledge", "topic")
        verbose_name_plural = pgettext_lazy("knowledge", "topics")
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_reader_language(self.names)

    @property
    def description(self) -> str:
        return in_reader_language(self.descriptions)


@pghistory.track()
class ContactReason(models.Model):
    """Why people get in touch, such as "parking". Articles answer reasons; contacts have one."""

    name = models.CharField(_("reason"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("contact reason")
        verbose_name_plural = _("contact reasons")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@pghistory.track(exclude=["changed_at"])
class Article(models.Model):
    """One answer, in one or more languages (see Translation and Revision).

    It is read by its audience from when a translation is published until `expires_on`, which
    comes when nobody has looked at it after `review_on`, or until it is withdrawn.
    """

    topic = models.ForeignKey(
        Topic,
        on_delete=models.PROTECT,
        related_name="articles",
        verbose_name=pgettext_lazy("knowledge", "topic"),
    )
    slug = models.SlugField(_("address"), max_length=100)
    original_language = models.CharField(_("written in"), max_length=10, default="sv")
    audience = models.CharField(_("for"), max_length=10, choices=Audience)
    # A wider audience waits here until a second person approves it.
    wanted_audience = models.CharField(max_length=10, choices=Audience, blank=True, editable=False)
    wanted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    owner_unit = models.ForeignKey(
        "organisation.Unit",
        on_delete=models.PROTECT,
        related_name="articles",
        verbose_name=_("owner unit"),
    )
    responsible = models.ForeignKey(
        "organisation.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("responsible"),
    )
    reasons = models.ManyToManyField(
        ContactReason, blank=True, related_name="articles", verbose_name=_("contact reasons")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ArticleState, default=ArticleState.IN_USE
    )
    first_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    reviewed_on = models.DateField(_("last looked through"), null=True, blank=True)
    review_on = models.DateField(_("to be looked through"), null=True, blank=True)
    expires_on = models.DateField(
        _("out of sight"),
        null=True,
        blank=True,
        help_text=_("If nobody has looked through the article by then."),
    )
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    withdrawal_reason = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["topic", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "slug"], name="article_address_unique"),
            models.CheckConstraint(
                condition=Q(expires_on=None)
                | Q(review_on__isnull=False, expires_on__gt=F("review_on")),
                name="article_expires_after_review",
            ),
            models.CheckConstraint(
                condition=Q(first_published_at=None) | Q(review_on__isnull=False),
                name="article_published_has_review_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawal_reason=""),
                name="article_withdrawn_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["review_on"], name="article_review"),
            models.Index(fields=["owner_unit", "state"], name="article_owner"),
        ]

    def __str__(self) -> str:
        return self.slug


class Address(models.Model):
    """An address that once led to the article, and still leads on to its present one."""

    topic_slug = models.SlugField(max_length=60)
    slug = models.SlugField(max_length=100)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="addresses")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic_slug", "slug"], name="address_leads_one_way")
        ]

    def __str__(self) -> str:
        return f"{self.topic_slug}/{self.slug}"
