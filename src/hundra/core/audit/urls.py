"""Addresses of hundra.core.audit."""

from django.urls import path

from hundra.core.audit import views

urlpatterns = [
    path("granskning/lasningar/", views.readings, name="readings"),
    path("granskning/gallring/", views.retention_rules, name="retention"),
    path("granskning/gallrat/", views.disposals, name="disposals"),
    path("granskning/gallring/<str:key>/", views.decide, name="decide_retention"),
]
