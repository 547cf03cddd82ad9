"""Addresses of hundra.hear.contacts; those of the guide's page are asked first (config.urls)."""

from hundra.hear.contacts.urls import configuring, importing, mail, menus

urlpatterns = [
    *configuring.urlpatterns,
    *mail.urlpatterns,
    *importing.urlpatterns,
    *menus.urlpatterns,
]
