"""Addresses of hundra.show.api."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
