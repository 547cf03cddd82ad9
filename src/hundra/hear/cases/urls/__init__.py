"""Addresses of hundra.hear.cases."""

from django.urls import include, path

urlpatterns = [
    path("", include("hundra.hear.cases.urls.own")),
    path("", include("hundra.hear.cases.urls.work")),
]
