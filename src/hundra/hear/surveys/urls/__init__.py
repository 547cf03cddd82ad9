"""Addresses of hundra.hear.surveys."""

from hundra.hear.surveys.urls import ballots, citizens, waves

urlpatterns = [
    *citizens.urlpatterns,
    *ballots.urlpatterns,
    *waves.urlpatterns,
]
