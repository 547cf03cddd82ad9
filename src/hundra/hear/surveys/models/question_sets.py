"""What is asked: sets of questions, which never change. Another wording is another version."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _


def in_language(texts: dict[str, str], language: str | None = None) -> str:
    """The text in the language, or in the first that there is."""
    wanted = (language or get_language() or "sv").split("-")[0]
    return texts.get(wanted) or texts.get("sv") or next(iter(texts.values()), "")


class Asked(models.TextChoices):
    """Whom a set of questions is for."""

    CITIZENS = "citizens", pgettext_lazy("survey", "Those who contact us")
    STAFF = "staff", pgettext_lazy("survey", "Employees")
    MANAGERS = "managers", pgettext_lazy("survey", "Managers")


class QuestionSet(models.Model):
    """A version of a set of questions. The latest version is the one that is asked."""

    slug = models.SlugField(_("name"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"))
    titles = models.JSONField(default=dict, help_text="By language.")
    intros = models.JSONField(default=dict, help_text="By language.")
    thanks = models.JSONField(default=dict, help_text="By language.")
    source = models.CharField(max_length=200, help_text="Whose wording it is.")
    scales = models.JSONField(
        default=list,
        blank=True,
        help_text="What items are put together to, as engines.psychometrics reads it, with titles.",
    )
    themes = models.JSONField(
        default=list, blank=True, help_text='Pages: [{"code", "titles", "intros"}, …].'
    )
    asks = models.CharField(
        max_length=10, choices=Asked, default=Asked.CITIZENS, help_text="Who may be asked."
    )
    least_share = models.FloatField(help_text="Share of a person's items answered for a score.")
    least_group = models.PositiveSmallIntegerField(help_text="Fewest answers shown together.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of what was loaded.")
    is_packaged = models.BooleanField(default=False, help_text="Came with the program.")
    loaded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("question set")
        verbose_name_plural = _("question sets")
        ordering = ["slug", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "version"], name="question_set_version"),
            models.CheckConstraint(
                condition=models.Q(least_group__gte=5), name="question_set_least_group"
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return in_language(self.titles)

    @property
    def intro(self) -> str:
        return in_language(self.intros)

    @property
    def thanks_text(self) -> str:
        return in_language(self.thanks)


class ItemKind(models.TextChoices):
    SCALE = "scale", pgettext_lazy("question", "Scale")
    TEXT = "text", pgettext_lazy("question", "Own words")


class Item(models.Model):
    """A question. A scale has options: [{"value": 1, "texts": {"sv": …}}, …]; null: don't know."""

    question_set = models.ForeignKey(QuestionSet, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40)
    theme = models.SlugField(max_length=40, blank=True, db_index=False)
    kind = models.CharField(max_length=5, choices=ItemKind, default=ItemKind.SCALE)
    texts = models.JSONField(default=dict, help_text="By language.")
    labels = models.JSONField(default=dict, help_text="Short, for tables, by language.")
    helps = models.JSONField(default=dict, help_text="By language.")
    options = models.JSONField(default=list, blank=True)
    is_reversed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["question_set", "code"], name="item_code_unique"),
            models.UniqueConstraint(
                fields=["question_set", "position"], name="item_position_unique"
            ),
        ]
        triggers = [pgtrigger.Protect(name="item_never_changed", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return self.label

    @property
    def text(self) -> str:
        return in_language(self.texts)

    @property
    def label(self) -> str:
        return in_language(self.labels) or self.text

    @property
    def help(self) -> str:
        return in_language(self.helps) if self.helps else ""

    @property
    def values(self) -> list[int]:
        """The scale's values, the lowest first, without "don't know"."""
        given: list[dict[str, Any]] = self.options
        return sorted(one["value"] for one in given if one["value"] is not None)
