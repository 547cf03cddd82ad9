"""Addresses of hundra.core.organisation."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
