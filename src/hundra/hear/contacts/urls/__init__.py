"""Addresses of hundra.hear.contacts."""

from hundra.hear.contacts.urls import configuring, guide

urlpatterns = [
    *guide.urlpatterns,
    *configuring.urlpatterns,
]
