"""Addresses of hundra.core.accounts."""

from django.urls import include, path

urlpatterns = [
    path("", include("allauth.urls")),
]
