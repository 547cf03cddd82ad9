"""Addresses of hundra.hear.surveys."""

from hundra.hear.surveys.urls import citizens, waves

urlpatterns = [
    *citizens.urlpatterns,
    *waves.urlpatterns,
]
