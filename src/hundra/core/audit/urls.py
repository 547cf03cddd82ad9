"""Addresses of hundra.core.audit."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
