"""Summer-job applications (S3): from thousands to hundreds in ten years, and what came then."""

from __future__ import annotations

from hundra.config.demo.improvements import DemoProgramme
from hundra.measure.indicators import services

# The last value is this year's; made up after the shape that Piteå tells of.
APPLICATIONS = (3140, 2890, 2610, 2200, 1830, 1420, 1120, 860, 690, 610, 735, 905)
PLACES = (420, 420, 410, 400, 400, 390, 380, 380, 370, 370, 420, 460)


def create_series(demo: DemoProgramme) -> None:
    """Two series over twelve years, the first of them public."""
    by = demo.users["analytiker"]
    shown = services.create_series(
        by=by,
        programme=demo.programme,
        name="Ansökningar om sommarjobb",
        unit_of_measure="ansökningar",
        definition="Ansökningar om feriearbete före sista ansökningsdag, en per person.",
        source="Rekryteringssystemet, 1 juni varje år",
        is_public=True,
    )
    places = services.create_series(
        by=by,
        programme=demo.programme,
        name="Ungdomar som fick sommarjobb",
        unit_of_measure="ungdomar",
        definition="Personer med minst en dags feriearbete under sommaren.",
        source="Lönesystemet, 1 september varje år",
        is_public=True,
    )
    for series, figures in ((shown, APPLICATIONS), (places, PLACES)):
        first = demo.story.today.year - len(figures) + 1
        for year, figure in enumerate(figures, start=first):
            services.set_value(by=by, series=series, year=year, value=figure)
