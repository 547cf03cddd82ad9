"""Addresses of hundra.hear.contacts."""

<<<<<<< HEAD
from hundra.hear.contacts.urls import configuring, guide

urlpatterns = [
    *guide.urlpatterns,
    *configuring.urlpatterns,
=======
from hundra.hear.contacts.urls import guide, mail

urlpatterns = [
    *guide.urlpatterns,
    *mail.urlpatterns,
>>>>>>> 911c865 (Letters, web form, visits and callbacks: pages)
]
