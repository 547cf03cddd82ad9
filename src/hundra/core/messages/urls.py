"""Addresses of hundra.core.messages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
