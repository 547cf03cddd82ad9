"""Addresses of hundra.measure.indicators."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
