"""Addresses of hundra.show.public."""

from django.urls import path

from hundra.show.public import views

urlpatterns = [
    path("", views.home, name="home"),
]
