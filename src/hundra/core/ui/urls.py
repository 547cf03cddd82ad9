"""Addresses of hundra.core.ui."""

from django.urls import path

from hundra.core.ui import gallery, views

urlpatterns = [
    path("", views.work, name="work"),
    path("komponenter/", gallery.components, name="components"),
    path("komponenter/sok/", gallery.components_search, name="components-search"),
]
