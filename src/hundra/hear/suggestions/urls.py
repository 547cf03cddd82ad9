"""Addresses of hundra.hear.suggestions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
