"""Addresses of the theme, logo and icon, the same in every language."""

from django.urls import path

from hundra.core.ui import assets

urlpatterns = [
    path("tema.css", assets.theme_css, name="theme"),
    path("logotyp", assets.logo, name="logo"),
    path("ikon.svg", assets.favicon, name="favicon"),
]
