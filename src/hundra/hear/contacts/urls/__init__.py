"""Addresses of hundra.hear.contacts."""

from hundra.hear.contacts.urls import configuring, guide, mail

urlpatterns = [
    *guide.urlpatterns,
    *configuring.urlpatterns,
    *mail.urlpatterns,
]
