"""Addresses of hundra.measure.channels, under /arbete/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
