"""Addresses of hundra.core.ui."""

from django.urls import path

from hundra.core.ui import views

urlpatterns = [
    path("", views.work, name="work"),
]
