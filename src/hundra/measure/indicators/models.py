"""Yearly series followed per programme, such as applications for summer jobs (S3)."""

from __future__ import annotations

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class Series(models.Model):
    """A figure counted once a year. `definition` says exactly what is counted."""

    programme = models.ForeignKey(
        "improvements.Programme",
        on_delete=models.PROTECT,
        related_name="series",
        verbose_name=_("programme"),
    )
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=120)
    unit_of_measure = models.CharField(_("counted in"), max_length=40)
    definition = models.TextField(_("definition"))
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_public = models.BooleanField(_("shown to the public"), default=False)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "slug"], name="series_slug_unique")
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class YearValue(models.Model):
    """The figure of one year."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="values")
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("year's value")
        verbose_name_plural = _("years' values")
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="year_value_once"),
            models.CheckConstraint(
                condition=models.Q(year__gte=1900, year__lte=2200), name="year_value_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.value}"
