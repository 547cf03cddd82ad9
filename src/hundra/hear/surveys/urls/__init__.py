"""Addresses of hundra.hear.surveys."""

from hundra.hear.surveys.urls import ballots, citizens, reports, waves

urlpatterns = [
    *citizens.urlpatterns,
    *ballots.urlpatterns,
    *waves.urlpatterns,
    *reports.urlpatterns,
]
