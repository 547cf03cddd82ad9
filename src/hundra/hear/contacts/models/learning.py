"""What registrations teach: which words stand in contacts about which reason."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hundra.hear.contacts.models.desk import Desk


class LearnedWord(models.Model):
    """How many registrations of the reason had the word. Of no person: see `words_to_learn`.

    The empty word counts the registrations themselves.
    """

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="learned_words")
    reason = models.ForeignKey(
        "knowledge.ContactReason", on_delete=models.CASCADE, related_name="learned_words"
    )
    word = models.CharField(max_length=80, blank=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("learned word")
        verbose_name_plural = _("learned words")
        constraints = [
            # Also the index by which the words typed are looked up.
            models.UniqueConstraint(fields=["desk", "word", "reason"], name="learned_word_once")
        ]

    def __str__(self) -> str:
        return f"{self.word} {self.count}"
