"""Inside, /arbete/kunskap/: search and articles for employees and guides."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
