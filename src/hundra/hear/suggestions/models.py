"""What people say would be better, and the way each suggestion takes."""

from __future__ import annotations

import secrets

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hundra.hear.suggestions.steps import in_words as step_in_words


class Audience(models.TextChoices):
    """For whom something would be better."""

    CITIZENS = "citizens", _("Citizens")
    EMPLOYEES = "employees", _("Employees")


class SuggestionState(models.TextChoices):
    NEW = "new", pgettext_lazy("suggestion", "New")
    ASKED = "asked", pgettext_lazy("suggestion", "Question asked")
    ACCEPTED = "accepted", pgettext_lazy("suggestion", "Accepted")
    PLANNED = "planned", pgettext_lazy("suggestion", "Part of an improvement")
    DELIVERED = "delivered", pgettext_lazy("suggestion", "Delivered")
    JOINED = "joined", pgettext_lazy("suggestion", "Joined with another")
    DECLINED = "declined", pgettext_lazy("suggestion", "Declined")


# In both cases, since PostgreSQL's lower() leaves these alone in a database of the C locale.
LETTERS = "åäàáâãæöôòóõøéèêëüûùúíìîïçñÅÄÀÁÂÃÆÖÔÒÓÕØÉÈÊËÜÛÙÚÍÌÎÏÇÑ"
PLAIN_LETTERS = ("aaaaaaaoooooo" + "eeee" + "uuuu" + "iiii" + "cn") * 2


class PlainLetters(models.Func):
    """Lower case without dots, rings and accents; immutable, which unaccent is not."""

    template = f"translate(lower(%(expressions)s), '{LETTERS}', '{PLAIN_LETTERS}')"
    output_field = models.TextField()


def new_secret() -> str:
    """128 random bits for the link that only the proposer has."""
    return secrets.token_urlsafe(16)


@pghistory.track(exclude=["secret", "search", "public_search", "public_plain", "version"])
class Suggestion(models.Model):
    """Something that would be better. `text` is as written; `public_*` as looked through."""

    secret = models.CharField(max_length=32, unique=True, default=new_secret, editable=False)
    audience = models.CharField(_("for"), max_length=10, choices=Audience)
    text = models.TextField(_("what would be better"), max_length=4000)
    place = models.CharField(_("where"), max_length=200, blank=True)
    picture = models.ImageField(
        _("picture"), upload_to="suggestions/%Y/", blank=True, max_length=200
    )
    picture_alt = models.CharField(_("picture description"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=10, default="sv")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="suggestions",
    )
    unit = models.ForeignKey(
        "organisation.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="suggestions",
        verbose_name=_("unit"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=SuggestionState, default=SuggestionState.NEW
    )
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="duplicates"
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    reply_due_on = models.DateField(_("reply due"))
    replied_at = models.DateTimeField(_("replied"), null=True, blank=True)
    public_title = models.CharField(_("public title"), max_length=150, blank=True)
    public_text = models.TextField(_("public text"), max_length=4000, blank=True)
    public_place = models.CharField(_("public place"), max_length=200, blank=True)
    show_picture = models.BooleanField(_("show the picture"), default=False)
    inside_only = models.BooleanField(
        _("only for employees"),
        default=False,
        help_text=_("Published inside, not to the public."),
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=0, editable=False)
    search = models.GeneratedField(
        expression=SearchVector("public_title", "public_text", "text", config="swedish"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    public_search = models.GeneratedField(
        expression=SearchVector("public_title", "public_text", "public_place", config="swedish"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    public_plain = models.GeneratedField(
        expression=PlainLetters(
            Concat("public_title", Value(" "), "public_text", output_field=models.TextField())
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(public_text=""),
                name="suggestion_published_has_text",
            ),
            models.CheckConstraint(
                condition=Q(state="joined", duplicate_of__isnull=False)
                | (~Q(state="joined") & Q(duplicate_of=None)),
                name="suggestion_joined_has_target",
            ),
            models.CheckConstraint(
                condition=~Q(duplicate_of=F("pk")), name="suggestion_not_own_duplicate"
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="suggestion_search"),
            GinIndex(OpClass(Upper("text"), name="gin_trgm_ops"), name="suggestion_trigram"),
            GinIndex(fields=["public_search"], name="suggestion_public_search"),
            GinIndex(
                OpClass("public_plain", name="gin_trgm_ops"), name="suggestion_public_trigram"
            ),
            GinIndex(OpClass(Upper("place"), name="gin_trgm_ops"), name="suggestion_place_trigram"),
            models.Index(fields=["state", "reply_due_on"], name="suggestion_inbox"),
            # The inbox is counted and put in order from this index alone.
            models.Index(
                fields=["state", "unit"],
                include=["reply_due_on", "replied_at", "received_at", "id"],
                name="suggestion_order",
            ),
            models.Index(
                fields=["-published_at"],
                name="suggestion_published",
                condition=Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"F{self.pk}"

    @property
    def number(self) -> int:
        """Given when received; the database never gives one twice."""
        return self.pk

    @property
    def is_public(self) -> bool:
        """Published for everyone, not only inside."""
        return self.published_at is not None and not self.inside_only

    @property
    def awaits_reply(self) -> bool:
        """The days until the official reply are being counted."""
        counted = {SuggestionState.NEW, SuggestionState.ACCEPTED}
        return self.replied_at is None and self.state in counted

    @property
    def is_overdue(self) -> bool:
        """It waits for a reply, and the day set has passed."""
        return self.awaits_reply and self.reply_due_on < timezone.localdate()


class Follower(models.Model):
    """Someone who wants to hear back: the proposer, or one who joined in.

    `supports` tells whether they also think it would be better. An address given by a visitor
    counts, and gets mail, once confirmed by the link in the first mail. `via` is the suggestion
    they came from, when that was joined with this one.
    """

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="followers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    is_proposer = models.BooleanField(default=False)
    supports = models.BooleanField(default=True)
    via = models.ForeignKey(
        Suggestion, on_delete=models.SET_NULL, null=True, blank=True, related_name="moved_followers"
    )
    secret = models.CharField(max_length=32, unique=True, default=new_secret, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=10, default="sv")

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "user"],
                name="follower_user_once",
                condition=Q(user__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["suggestion", "email"], name="follower_email_once", condition=~Q(email="")
            ),
            models.CheckConstraint(
                # A confirmed one whose address has been removed still counts.
                condition=Q(user__isnull=False)
                | ~Q(email="")
                | Q(is_proposer=True)
                | Q(confirmed_at__isnull=False),
                name="follower_can_be_told_apart",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion}: {self.user or self.email}"


class EntryKind(models.TextChoices):
    QUESTION = "question", _("Question to the proposer")
    ANSWER = "answer", _("Answer from the proposer")
    REPLY = "reply", _("Official reply")
    NOTE = "note", _("Internal note")
    STEP = "step", _("Step on the way")


@pghistory.track()
class Entry(models.Model):
    """One piece of a suggestion's way: question, answer, official reply, note or step."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(_("kind"), max_length=10, choices=EntryKind)
    text = models.TextField(_("text"), max_length=4000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.suggestion}: {self.get_kind_display()}"

    @property
    def in_words(self) -> str:
        """The text; a step, which is kept by its name, in the reader's language."""
        return step_in_words(self.text) if self.kind == EntryKind.STEP else self.text
