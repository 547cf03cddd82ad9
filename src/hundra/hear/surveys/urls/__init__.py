"""Addresses of hundra.hear.surveys."""

from hundra.hear.surveys.urls import ballots, citizens, reports, results, waves

urlpatterns = [
    *citizens.urlpatterns,
    *ballots.urlpatterns,
    *waves.urlpatterns,
    *reports.urlpatterns,
    *results.urlpatterns,
]
