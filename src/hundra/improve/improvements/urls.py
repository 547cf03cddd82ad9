"""Addresses of hundra.improve.improvements."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
