"""Addresses of hundra.core.jobs."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
