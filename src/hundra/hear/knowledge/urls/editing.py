"""Editors: lists, drafts, approval, history, topics, details."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
