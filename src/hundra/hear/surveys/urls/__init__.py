"""Addresses of hundra.hear.surveys."""

from hundra.hear.surveys.urls import citizens

urlpatterns = [
    *citizens.urlpatterns,
]
