"""Addresses of hundra.hear.study, under /arbete/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
