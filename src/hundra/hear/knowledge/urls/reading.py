"""The public help pages, /hjalp/: articles, search, feed and embedded box."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
