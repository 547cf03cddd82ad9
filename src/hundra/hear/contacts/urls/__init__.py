"""Addresses of hundra.hear.contacts."""

from hundra.hear.contacts.urls import configuring, guide, importing, mail, menus

urlpatterns = [
    *guide.urlpatterns,
    *configuring.urlpatterns,
    *mail.urlpatterns,
    *importing.urlpatterns,
    *menus.urlpatterns,
]
