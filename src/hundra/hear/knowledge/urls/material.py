"""Attachments, pictures and films, and the import and export of all."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
