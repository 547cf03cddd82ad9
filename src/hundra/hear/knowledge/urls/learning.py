"""What use teaches: verdicts, searches without answers, synonyms, statistics."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
