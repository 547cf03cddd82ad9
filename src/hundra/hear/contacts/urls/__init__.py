"""Addresses of hundra.hear.contacts."""

from hundra.hear.contacts.urls import guide

urlpatterns = [
    *guide.urlpatterns,
]
